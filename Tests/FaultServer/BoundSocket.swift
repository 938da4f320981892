import Glibc

/// Runs `body` with a port of 127.0.0.1 that refuses connections, and that nobody else can take.
public func withRefusingPort<Value>(
  _ body: (_ port: Int) async throws -> Value
) async throws -> Value {
  // Bound, and not listening.
  let socket = try BoundSocket()
  return try await body(socket.port)
}

/// Runs `body` with a port of 127.0.0.1 that answers no connection attempt, as a firewall that drops
/// packets.
public func withDeafPort<Value>(
  _ body: (_ port: Int) async throws -> Value
) async throws -> Value {
  let socket = try BoundSocket()
  // Linux drops connection attempts while one more than the backlog waits to be accepted.
  try socket.listen(backlog: 0)
  let waiting = try BoundSocket()
  try waiting.connect(to: socket.port)
  return try await body(socket.port)
}

/// Why a test got no socket: the C function and its `errno`.
public struct SocketError: Error {
  let function: String
  let code: CInt
}

/// A TCP socket with a free port of 127.0.0.1; closed at the end of its life.
private struct BoundSocket: ~Copyable {
  let port: Int
  private let descriptor: CInt

  init() throws {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (status, address) = Self.withAddress(port: 0) {
      bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
    }
    guard status == 0 else {
      let code = errno
      close(descriptor)
      throw SocketError(function: "bind", code: code)
    }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }

  func listen(backlog: CInt) throws {
    guard Glibc.listen(descriptor, backlog) == 0 else {
      throw SocketError(function: "listen", code: errno)
    }
  }

  func connect(to port: Int) throws {
    let (status, _) = Self.withAddress(port: port) {
      Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
    guard status == 0 else { throw SocketError(function: "connect", code: errno) }
  }

  /// Calls a C function with an address of 127.0.0.1, and returns what it made of it.
  private static func withAddress(
    port: Int, _ call: (UnsafeMutablePointer<sockaddr>) -> CInt
  ) -> (status: CInt, address: sockaddr_in) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, call)
    }
    return (status, address)
  }
}
