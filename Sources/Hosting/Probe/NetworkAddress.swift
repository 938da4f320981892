import Glibc

/// An address as a lookup gives it.
public struct NetworkAddress: Hashable, Sendable {
  /// 4 or 16 bytes, in network order.
  let bytes: [UInt8]

  /// Reads `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]`; `nil` for anything else.
  public init?(_ text: String) {
    let bare =
      text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, bare, &bytes) == 1 {
      self.bytes = Array(bytes[..<4])
    } else if inet_pton(AF_INET6, bare, &bytes) == 1 {
      self.bytes = bytes
    } else {
      return nil
    }
  }

  /// Whether the whole internet can reach it, by the special-purpose registries of IANA
  /// (RFC 6890): private, shared, loopback, link-local, documentation, benchmark, multicast and
  /// reserved addresses cannot be reached.
  public var isPublic: Bool {
    if bytes.count == 4 { return Self.isPublic(bytes[...]) }
    // An IPv4 address inside: ::ffff:0:0/96 and 64:ff9b::/96.
    if let prefix = Self.embeddings.first(where: { bytes.starts(with: $0) }) {
      return Self.isPublic(bytes[prefix.count...])
    }
    // 2000::/3 is all that is given out; of it, 2001:db8::/32 and 3fff::/20 are for documents.
    return bytes[0] & 0xE0 == 0x20 && !bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
      && !(bytes.starts(with: [0x3F, 0xFF]) && bytes[2] & 0xF0 == 0)
  }

  private static let embeddings: [[UInt8]] = [
    [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF],
    [0x00, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8),
  ]

  private static func isPublic(_ bytes: ArraySlice<UInt8>) -> Bool {
    let (a, b, c) = (
      bytes[bytes.startIndex], bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2]
    )
    switch (a, b, c) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _), (100, 64...127, _), (169, 254, _),
      (172, 16...31, _), (192, 168, _), (198, 18...19, _), (192, 0, 0), (192, 0, 2),
      (198, 51, 100), (203, 0, 113):
      return false
    default: return true
    }
  }
}

extension NetworkAddress: CustomStringConvertible {
  /// The usual text.
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    inet_ntop(family, bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension NetworkAddress {
  /// Asks the system for all addresses of a host.
  ///
  /// - Returns: None when the lookup fails; the transfer will say why.
  public static func lookUp(_ host: String) async -> [NetworkAddress] {
    if let address = NetworkAddress(host) { return [address] }
    // A failure to start a thread's work cannot happen: nothing in it throws.
    return (try? await TransferThread.run { resolve(host) }) ?? []
  }

  private static func resolve(_ host: String) -> [NetworkAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [NetworkAddress] = []
    var entry = list
    while let current = entry?.pointee {
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      if getnameinfo(
        current.ai_addr, current.ai_addrlen, &text, socklen_t(text.count), nil, 0,
        NI_NUMERICHOST) == 0
      {
        let bytes = text.prefix { $0 != 0 && $0 != 0x25 }.map { UInt8(bitPattern: $0) }
        if let address = NetworkAddress(String(decoding: bytes, as: UTF8.self)) {
          addresses.append(address)
        }
      }
      entry = current.ai_next
    }
    return addresses
  }
}
