import Glibc

/// A port of 127.0.0.1 that nobody is given by chance, and that a server can still be told to take.
final class ReservedPort: Sendable {
  let number: UInt16
  private let descriptor: CInt

  init() throws {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    // Two that allow it may be bound to one port, as long as this one does not listen.
    var allowed: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &allowed, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
      }
    }
    self.descriptor = descriptor
    number = UInt16(bigEndian: address.sin_port)
    guard status == 0 else { throw RawClient.Failure(function: "bind", code: errno) }
  }

  deinit { close(descriptor) }
}
