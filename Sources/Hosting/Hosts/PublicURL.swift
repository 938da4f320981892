import Diagnostics
public import SomaTypes

/// What a URL must be to be committed to: on chain for good, and read back to find the key again.
public enum PublicURL {
  /// Makes the URL of an object under a base.
  ///
  /// - Parameters:
  ///   - base: Such as `https://weights.example.com/models`; a `/` at its end makes no difference.
  ///   - name: The object.
  /// - Returns: The base, a `/` and the name.
  /// - Throws: ``PublicURLError``.
  public static func under(
    _ base: String, _ name: ObjectName
  ) throws(PublicURLError) -> CanonicalURL {
    try check(base.hasSuffix("/") ? base + name.text : "\(base)/\(name.text)", for: name)
  }

  /// Checks a URL that was given for an object.
  ///
  /// - Returns: The URL, in the spelling that the chain keeps.
  /// - Throws: ``PublicURLError``.
  public static func check(
    _ text: String, for name: ObjectName
  ) throws(PublicURLError) -> CanonicalURL {
    let url: CanonicalURL
    do {
      url = try CanonicalURL(text)
    } catch {
      throw .unreadable(error)
    }
    guard url.scheme == "https" || url.scheme == "http" else { throw .notHTTP(scheme: url.scheme) }
    guard !url.hasCredentials else { throw .holdsCredentials(url.description) }
    // It would not be sent, or it is a permission that ends.
    guard url.fragment == nil else { throw .hasFragment(url.description) }
    if let query = url.query, let parameter = PresignedQuery.parameter(in: query) {
      throw .expires(parameter: parameter)
    }
    guard let segment = url.lastPathSegment, segment.hasPrefix(name.text),
      segment.utf8.dropFirst(name.text.utf8.count).first.map(Self.ends) ?? true
    else { throw .withoutName(url.description, name: name) }
    return url
  }

  /// Whether a name is over at this byte: what comes next is no letter or digit.
  private static func ends(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: false
    default: true
    }
  }
}

/// Recognises links that are a permission for some time.
enum PresignedQuery {
  /// What signed links of S3, GCS, CloudFront and Azure have, in lower case.
  private static let parameters: Set<String> = [
    "x-amz-signature", "x-amz-expires", "x-amz-credential", "x-goog-signature", "x-goog-expires",
    "expires", "signature", "key-pair-id", "sig", "se", "token", "x-oss-signature",
    "ossaccesskeyid",
    "awsaccesskeyid",
  ]

  /// The parameter that gives a signed link away; its name only, the value is a secret.
  static func parameter(in query: String) -> String? {
    for pair in query.split(separator: "&") {
      let name = pair.prefix { $0 != "=" }
      if parameters.contains(name.lowercased()) { return Excerpt(name, limit: 40).description }
    }
    return nil
  }
}

/// Why a URL cannot be committed to. The texts are URLs without secrets.
public enum PublicURLError: Error, Equatable, Sendable {
  /// It is no URL that the chain can hold.
  case unreadable(CanonicalURLError)
  /// Validators fetch over HTTP only.
  case notHTTP(scheme: String)
  /// It contains a user name or a password.
  case holdsCredentials(String)
  /// It has a part after `#`.
  case hasFragment(String)
  /// It is a signed link, as a parameter of its query shows.
  case expires(parameter: String)
  /// The last segment of its path does not begin with the object's name.
  case withoutName(String, name: ObjectName)
}
