import Glibc

/// A TCP connection to a port of 127.0.0.1 that sends whatever it is told to; closed at the end of its life.
final class RawClient: Sendable {
  private let descriptor: CInt

  struct Failure: Error {
    let function: String
    let code: CInt
  }

  init(port: UInt16) throws {
    descriptor = socket(
      AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw Failure(function: "connect", code: errno) }
  }

  deinit { close(descriptor) }

  /// Sends all of a text.
  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Sends all bytes.
  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(truncatingIfNeeded: MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(function: "send", code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends no more.
  func finish() { _ = shutdown(descriptor, CInt(SHUT_WR)) }

  /// Ends the connection as a client that was killed.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    // Closing would leave a number behind that is somebody else's by the end of this one's life.
    var address = sockaddr()
    address.sa_family = sa_family_t(AF_UNSPEC)
    connect(descriptor, &address, socklen_t(MemoryLayout<sockaddr>.size))
  }

  /// Reads so many bytes, or less at the end of the connection.
  func read(count: Int) async -> String {
    await onThread { [self] in
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: min(count, 65_536))
      while bytes.count < count {
        let got = recv(descriptor, &buffer, min(buffer.count, count - bytes.count), 0)
        guard got > 0 else { break }
        bytes += buffer[..<got]
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Reads to the end of the connection, however it ends.
  func readToEnd() async -> String { await read(count: .max) }
}

/// Sends a text on a new connection, says that nothing follows, and reads to the end.
func converse(_ port: UInt16, _ text: String) async throws -> String {
  let client = try RawClient(port: port)
  try client.send(text)
  client.finish()
  return await client.readToEnd()
}
