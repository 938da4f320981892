/// A host. <https://url.spec.whatwg.org/#concept-host>
enum URLHost: Equatable, Sendable {
  /// A domain name in ASCII.
  case domain(String)
  case ipv4(IPv4Address)
  case ipv6(IPv6Address)
  /// The host of a scheme that the standard does not know, percent-encoded.
  case opaque(String)
  /// Nothing, as in `file:///x`.
  case empty

  var serialization: String {
    switch self {
    case .domain(let text), .opaque(let text): text
    case .ipv4(let address): address.description
    case .ipv6(let address): "[\(address)]"
    case .empty: ""
    }
  }

  /// Reads the host of an `https:` or another special URL; not empty.
  ///
  /// <https://url.spec.whatwg.org/#concept-host-parser>
  static func special(_ text: ArraySlice<UInt8>) throws(CanonicalURLError) -> URLHost {
    if let address = try bracketed(text) { return address }
    let domain = try DomainName.ascii(PercentEncodeSet.decode(text))
    guard IPv4Address.isExpected(in: domain) else { return .domain(domain) }
    return .ipv4(try IPv4Address(domain))
  }

  /// Reads the host of any other URL.
  ///
  /// <https://url.spec.whatwg.org/#concept-opaque-host-parser>
  static func opaque(_ text: ArraySlice<UInt8>) throws(CanonicalURLError) -> URLHost {
    guard !text.isEmpty else { return .empty }
    if let address = try bracketed(text) { return address }
    if let byte = text.first(where: isForbidden) { throw .forbiddenInHost(Unicode.Scalar(byte)) }
    return .opaque(PercentEncodeSet.control.encode(text))
  }

  private static func bracketed(_ text: ArraySlice<UInt8>) throws(CanonicalURLError) -> URLHost? {
    guard text.first == UInt8(ascii: "[") else { return nil }
    guard text.last == UInt8(ascii: "]") else { throw .invalidIPv6Address }
    return .ipv6(try IPv6Address(text.dropFirst().dropLast()))
  }

  /// <https://url.spec.whatwg.org/#forbidden-host-code-point>
  static func isForbidden(_ byte: UInt8) -> Bool {
    "\0\t\n\r #/:<>?@[\\]^|".utf8.contains(byte)
  }
}
