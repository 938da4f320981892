/// Where a SOMA node listens: `http://HOST:PORT`, or `https://HOST[:PORT]` for TLS.
///
/// The ports of the schemes apply when none is written: 80 and 443. Nothing but a scheme, a host and
/// a port may be given (a lone `/` at the end is ignored), so that no part of what a person wrote is
/// silently dropped.
public struct Endpoint: Hashable, Sendable {
  /// How the connection is secured.
  public enum Scheme: String, Hashable, Sendable {
    /// HTTP/2 without TLS, by prior knowledge (RFC 9113, section 3.3).
    case http
    /// HTTP/2 over TLS.
    case https

    /// The port that stands for the scheme, so that it need not be written.
    public var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  /// The machine.
  public enum Host: Hashable, Sendable {
    /// A name to be looked up, in lower case.
    case name(String)
    /// Four decimal numbers with dots.
    case ipv4(String)
    /// The canonical text of RFC 5952, without brackets.
    case ipv6(String)
  }

  /// How the connection is secured.
  public let scheme: Scheme

  /// The machine.
  public let host: Host

  /// The TCP port, in `1...65535`.
  public let port: Int

  /// Reads a URL.
  ///
  /// - Throws: One case of ``EndpointError`` for each thing that can be wrong.
  public init(_ text: String) throws(EndpointError) {
    guard let separator = text.firstRange(of: "://") else { throw .missingScheme }
    let schemeText = text[..<separator.lowerBound].lowercased()
    guard let scheme = Scheme(rawValue: schemeText) else { throw .unknownScheme(schemeText) }

    let rest = text[separator.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    guard !authority.contains("@") else { throw .userInfo }
    let tail = rest[authority.endIndex...]
    guard !tail.contains("?"), !tail.contains("#") else { throw .query }
    guard tail.isEmpty || tail == "/" else { throw .path }

    let (host, port) = try Self.split(authority)
    self.scheme = scheme
    self.host = try Host(parsing: host)
    self.port = try port.map(Self.port) ?? scheme.defaultPort
  }

  /// Separates `HOST` from `PORT`; brackets stay with the host.
  private static func split(
    _ authority: Substring
  ) throws(EndpointError) -> (host: Substring, port: Substring?) {
    let host: Substring
    if authority.first == "[" {
      guard let bracket = authority.firstIndex(of: "]") else {
        throw .invalidHost(String(authority))
      }
      host = authority[...bracket]
    } else {
      host = authority.prefix { $0 != ":" }
    }
    let rest = authority[host.endIndex...]
    if rest.isEmpty { return (host, nil) }
    guard rest.first == ":" else { throw .invalidHost(String(authority)) }
    let port = rest.dropFirst()
    guard !port.contains(":") else { throw .unbracketedIPv6 }
    return (host, port)
  }

  private static func port(_ text: Substring) throws(EndpointError) -> Int {
    guard text.utf8.count <= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(text), (1...65535).contains(port)
    else { throw .invalidPort(String(text)) }
    return port
  }
}

extension Endpoint: CustomStringConvertible {
  /// The URL, in one spelling: without the scheme's own port and without a slash at the end.
  public var description: String {
    let port = port == scheme.defaultPort ? "" : ":\(port)"
    return "\(scheme.rawValue)://\(host)\(port)"
  }
}

extension Endpoint.Host: CustomStringConvertible {
  /// The text of a URL: addresses of IPv6 are in brackets.
  public var description: String {
    switch self {
    case .name(let name): name
    case .ipv4(let address): address
    case .ipv6(let address): "[\(address)]"
    }
  }
}
