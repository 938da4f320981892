import Glibc

extension Endpoint.Host {
  /// Reads the host of a URL: an IPv6 address in brackets, an IPv4 address, or a name.
  ///
  /// A host that ends in a number is an IPv4 address or wrong (WHATWG URL, section 3.5): `127.1` would
  /// otherwise reach 127.0.0.1 through the system's resolver.
  init(parsing text: Substring) throws(EndpointError) {
    guard !text.isEmpty, text != "[]" else { throw .missingHost }
    if text.first == "[" {
      guard let address = Self.canonicalIPv6(String(text.dropFirst().dropLast())) else {
        throw .invalidHost(String(text))
      }
      self = .ipv6(address)
      return
    }
    let name = text.lowercased()
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    if labels.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == true, labels.last != "" {
      guard Self.isIPv4(name) else { throw .invalidHost(String(text)) }
      self = .ipv4(name)
      return
    }
    guard name.utf8.count <= 253, labels.allSatisfy(Self.isLabel) else {
      throw .invalidHost(String(text))
    }
    self = .name(name)
  }

  /// One part of a name: letters, digits, hyphens, and the underscore that container networks use.
  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy { byte in
        (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x5f
      }
  }

  private static func isIPv4(_ text: String) -> Bool {
    var address = in_addr()
    return inet_pton(AF_INET, text, &address) == 1
  }

  private static func canonicalIPv6(_ text: String) -> String? {
    var address = in6_addr()
    guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count)) != nil else { return nil }
    return buffer.withUnsafeBufferPointer { characters in
      characters.baseAddress.map { String(cString: $0) }
    }
  }
}
