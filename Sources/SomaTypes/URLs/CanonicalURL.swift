/// An absolute URL in the one spelling that SOMA signs.
///
/// The chain stores, and every signature covers, the serialisation that the node's URL library
/// (Rust `url` 2.5) gives. It follows <https://url.spec.whatwg.org/> with two exceptions that show
/// in canonical text: `^` stays as it is in a path, and so do spaces at the end of an opaque path.
/// Where the library departs from the standard in any other way, the text is refused
/// (``CanonicalURLError/contested(_:)``), because signing a URL that was not meant cannot be
/// undone. Source: WIRE 1.4.
///
/// Time and memory grow linearly with the text, which is at most ``maximumByteCount`` long.
public struct CanonicalURL: Hashable, Sendable {
  /// Longest text that is read or made, in bytes of UTF-8.
  public static let maximumByteCount = 8192

  /// The canonical text: ASCII, with the credentials if there are any. What is signed.
  public let text: String

  private let record: URLRecord

  /// Reads a URL as a person typed it and keeps its canonical form.
  ///
  /// - Throws: ``CanonicalURLError``, but never ``CanonicalURLError/notCanonical(_:)``.
  public init(_ text: String) throws(CanonicalURLError) {
    try Self.requireAcceptableLength(text)
    record = try URLParser.parse(text)
    self.text = record.serialization
    try Self.requireAcceptableLength(self.text)
  }

  /// Reads a URL that must be canonical already, such as one out of signed bytes.
  ///
  /// - Throws: ``CanonicalURLError/notCanonical(_:)``, which carries the canonical form, and
  ///   everything else that is wrong with a URL.
  public init(canonical text: String) throws(CanonicalURLError) {
    try self.init(text)
    guard self.text.utf8.elementsEqual(text.utf8) else { throw .notCanonical(self) }
  }

  /// Equal when the texts are.
  public static func == (left: CanonicalURL, right: CanonicalURL) -> Bool {
    left.text == right.text
  }

  /// Feeds the text to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  private static func requireAcceptableLength(_ text: String) throws(CanonicalURLError) {
    let count = text.utf8.count
    guard count <= maximumByteCount else {
      throw .tooLong(maximum: maximumByteCount, actual: count)
    }
  }
}

/// The parts, as they stand in the text: percent-encoded.
extension CanonicalURL {
  /// The scheme, in lower case and without the colon.
  public var scheme: String { record.scheme.name }

  /// The host: a domain, an IPv4 address, an IPv6 address in brackets, or empty. `nil` when the
  /// URL has no `//`.
  public var host: String? { record.host?.serialization }

  /// The port; `nil` when there is none or it is the default one of the scheme.
  public var port: UInt16? { record.port }

  /// The path; begins with `/` unless it is empty or the URL is of the `mailto:` kind.
  public var path: String { record.path.serialization }

  /// What follows `?`, without it.
  public var query: String? { record.query }

  /// What follows `#`, without it.
  public var fragment: String? { record.fragment }

  /// What follows the last `/` of the path; `nil` when that is nothing or the path has no `/`.
  public var lastPathSegment: String? { record.path.lastSegment }

  /// Whether there is a user name or a password. Everyone can read what is signed.
  public var hasCredentials: Bool { record.hasCredentials }
}

extension CanonicalURL: CustomStringConvertible {
  /// The text with any credentials replaced: for people, never for signing.
  public var description: String { record.serialized(showingCredentials: false) }
}
