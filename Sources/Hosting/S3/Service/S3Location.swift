import SomaTypes

/// A bucket at a service, and the place in it where objects of ours go.
public struct S3Location: Hashable, Sendable {
  /// The service.
  public let profile: S3Profile

  /// The bucket.
  public let bucket: String

  /// What signatures name.
  public let region: String

  /// What every key begins with: empty, or ending with a slash.
  public let prefix: String

  /// `http` or `https`.
  let scheme: String

  /// What `Host` says: host and port, with the bucket before it when that is how it is named.
  let authority: String

  /// Whether the bucket stands in ``authority``.
  let usesVirtualHost: Bool

  /// Understands what an owner declared.
  ///
  /// - Parameters:
  ///   - bucket: The name.
  ///   - endpoint: An `http` or `https` URL. The bucket may stand behind it, as the quickstart's
  ///     S3_ENDPOINT_URL has it. `nil` for Amazon's and Google's own.
  ///   - region: `nil` for the profile's own.
  ///   - prefix: A path in the bucket; a slash at its end is added.
  ///   - profile: `nil` to tell by the endpoint.
  ///   - usesVirtualHost: `nil` for what the profile does.
  /// - Throws: ``S3LocationError``.
  public init(
    bucket: String, endpoint: String? = nil, region: String? = nil, prefix: String = "",
    profile: S3Profile? = nil, usesVirtualHost: Bool? = nil
  ) throws(S3LocationError) {
    guard Self.isBucket(bucket) else { throw .badBucket(bucket) }
    self.bucket = bucket
    self.prefix = try Self.prefix(from: prefix)
    if let region, !Self.isRegion(region) { throw .badRegion(region) }

    var parsed: Endpoint?
    if let endpoint { parsed = try Endpoint(endpoint, bucket: bucket) }
    let profile = profile ?? parsed.map { S3Profile.serving(host: $0.host) } ?? .aws
    self.profile = profile
    let namedRegion = region ?? parsed?.region(of: profile) ?? profile.defaultRegion
    guard let namedRegion else { throw .noRegion }
    self.region = namedRegion

    let service: Endpoint
    if let parsed {
      service = parsed
    } else {
      service = try Endpoint(of: profile, region: namedRegion)
    }
    // A certificate for *.example.com does not cover a bucket with dots in its name.
    let canBeHost = service.isDomain && Self.isHostLabel(bucket)
    let isVirtual =
      service.namesBucket || (canBeHost && (usesVirtualHost ?? profile.usesVirtualHost))
    self.usesVirtualHost = isVirtual
    scheme = service.scheme
    authority =
      isVirtual && !service.namesBucket ? "\(bucket).\(service.authority)" : service.authority
  }

  /// The path of a key as it is sent: percent-encoded; of the bucket itself without one.
  func path(of key: String? = nil) -> String {
    let path = usesVirtualHost ? "/" : key == nil ? "/\(bucket)" : "/\(bucket)/"
    return path + PercentEncoding.path(key ?? "")
  }

  /// The bucket and its service, without secrets: what a journal calls it.
  var place: String { "\(scheme)://\(authority)\(path())" }

  /// Where an object can be read when the bucket lets everyone read.
  ///
  /// - Parameters:
  ///   - name: The object's name, without the prefix.
  ///   - base: A domain that serves the bucket, if there is one.
  /// - Returns: The text of a URL; it is not checked.
  /// - Throws: ``S3LocationError/noPublicURL(profile:)``.
  func publicURLText(of name: String, base: String?) throws(S3LocationError) -> String {
    if let base {
      return base + (base.hasSuffix("/") ? "" : "/") + PercentEncoding.path(prefix + name)
    }
    guard profile.hasPublicAddress else { throw .noPublicURL(profile: profile.name) }
    return "\(scheme)://\(authority)\(path(of: prefix + name))"
  }

  private static func prefix(from text: String) throws(S3LocationError) -> String {
    guard !text.isEmpty else { return "" }
    let whole = text.hasSuffix("/") ? text : text + "/"
    let segments = whole.dropLast().split(separator: "/", omittingEmptySubsequences: false)
    for segment in segments {
      guard !segment.isEmpty, segment != ".", segment != "..", segment.utf8.allSatisfy(isWordByte)
      else { throw .badPrefix(text) }
    }
    guard whole.utf8.count <= 512 else { throw .badPrefix(text) }
    return whole
  }

  private static func isBucket(_ text: String) -> Bool {
    (3...255).contains(text.utf8.count) && text.utf8.allSatisfy(isWordByte)
      && text.utf8.contains { $0 != UInt8(ascii: ".") }
  }

  private static func isHostLabel(_ text: String) -> Bool {
    text.utf8.count <= 63
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
      }
  }

  private static func isRegion(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { isWordByte($0) && $0 != UInt8(ascii: ".") }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-_.".utf8.contains(byte)
    }
  }
}

/// An endpoint that was understood.
private struct Endpoint {
  var scheme: String
  var host: String
  var authority: String
  var isDomain: Bool
  /// Whether the host begins with the bucket already.
  var namesBucket = false

  init(_ text: String, bucket: String) throws(S3LocationError) {
    guard let url = try? CanonicalURL(text), url.scheme == "https" || url.scheme == "http",
      let host = url.host, !host.isEmpty, !url.hasCredentials, url.query == nil,
      url.fragment == nil, ["", "/", "/\(bucket)", "/\(bucket)/"].contains(url.path)
    else { throw .badEndpoint(text) }
    scheme = url.scheme
    self.host = host
    authority = url.port.map { "\(host):\($0)" } ?? host
    isDomain = !host.hasPrefix("[") && host.utf8.contains { $0 >= 0x61 }
    namesBucket = host.hasPrefix("\(bucket).")
  }

  /// A service's own.
  init(of profile: S3Profile, region: String) throws(S3LocationError) {
    switch profile {
    case .aws:
      host = "s3.\(region).amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "")
    case .gcs: host = "storage.googleapis.com"
    default: throw .noEndpoint(profile: profile.name)
    }
    scheme = "https"
    authority = host
    isDomain = true
  }

  /// Amazon's hosts contain the region: `s3.eu-central-1.amazonaws.com`.
  func region(of profile: S3Profile) -> String? {
    guard profile == .aws else { return nil }
    let labels = host.split(separator: ".")
    guard let service = labels.lastIndex(of: "s3"), labels.indices.contains(service + 2),
      labels[service + 1] != "amazonaws"
    else { return host == "s3.amazonaws.com" ? "us-east-1" : nil }
    return String(labels[service + 1])
  }
}
