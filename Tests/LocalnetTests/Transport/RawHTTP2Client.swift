import Glibc

/// A client that writes HTTP/2 frames by itself.
struct RawHTTP2Client {
  /// A call of the system that failed.
  struct SystemError: Error {
    let errno: Int32
  }

  private static let ping: UInt8 = 6
  private static let settings: UInt8 = 4
  private static let headers: UInt8 = 1
  private static let goAway: UInt8 = 7

  let port: UInt16

  /// Sends pings at once.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - withCall: Whether a call that never ends is open meanwhile.
  /// - Returns: How many were answered before the connection ended.
  /// - Throws: ``SystemError``.
  func pings(_ count: Int, withCall: Bool) async throws -> Int {
    let socket = try connected()
    defer { close(socket) }
    var bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    bytes += frame(Self.settings, flags: 0, [])
    if withCall { bytes += frame(Self.headers, flags: 4, stream: 1, callHeaders) }
    for number in 0..<count {
      bytes += frame(Self.ping, flags: 0, [0, 0, 0, 0, 0, 0, 0, UInt8(truncatingIfNeeded: number)])
    }
    guard write(socket, bytes, bytes.count) == bytes.count else { throw SystemError(errno: errno) }
    return answeredPings(on: socket, atMost: count)
  }

  /// Sends bytes in pieces, and reads what comes back.
  ///
  /// - Parameters:
  ///   - pieces: What to send, each in a packet of its own.
  ///   - count: How many bytes to read at most; the end of the connection ends it too.
  /// - Returns: What came back.
  /// - Throws: ``SystemError``.
  func exchange(_ pieces: [String], reading count: Int = .max) throws -> [UInt8] {
    let socket = try connected()
    defer { close(socket) }
    var isImmediate: Int32 = 1
    setsockopt(
      socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isImmediate,
      socklen_t(MemoryLayout<Int32>.size))
    for piece in pieces {
      guard send(socket, piece, piece.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else {
        throw SystemError(errno: errno)
      }
    }
    var reply: [UInt8] = []
    var byte: UInt8 = 0
    while reply.count < count, recv(socket, &byte, 1, 0) == 1 { reply.append(byte) }
    return reply
  }

  private func connected() throws -> Int32 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw SystemError(errno: errno) }
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    // sockaddr_in by its bytes: which module has its members depends on what else is imported.
    var address =
      withUnsafeBytes(of: sa_family_t(AF_INET)) { Array($0) }
      + withUnsafeBytes(of: port.bigEndian) { Array($0) }
      + [127, 0, 0, 1] + [UInt8](repeating: 0, count: 8)
    let connected = address.withUnsafeMutableBytes { bytes in
      connect(
        socket, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    guard connected == 0 else {
      close(socket)
      throw SystemError(errno: errno)
    }
    return socket
  }

  private func frame(_ type: UInt8, flags: UInt8, stream: UInt8 = 0, _ payload: [UInt8]) -> [UInt8]
  {
    [0, UInt8(payload.count >> 8), UInt8(payload.count & 0xff), type, flags, 0, 0, 0, stream]
      + payload
  }

  /// HPACK without a table: POST, http, a path, and the content type.
  private var callHeaders: [UInt8] {
    func literal(_ name: String, _ value: String) -> [UInt8] {
      [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)]
        + Array(value.utf8)
    }
    return [0x83, 0x86] + literal(":path", "/soma.rpc.LedgerService/GetServiceInfo")
      + literal(":authority", "localhost") + literal("te", "trailers")
      + literal("content-type", "application/grpc")
  }

  private func answeredPings(on socket: Int32, atMost count: Int) -> Int {
    var answered = 0
    var buffer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while answered < count {
      let received = read(socket, &chunk, chunk.count)
      guard received > 0 else { break }
      buffer += chunk[..<received]
      while buffer.count >= 9 {
        let length = Int(buffer[1]) << 8 | Int(buffer[2])
        guard buffer.count >= 9 + length else { break }
        // The acknowledgements come from a lower layer, and go on after that.
        if buffer[3] == Self.goAway { return answered }
        if buffer[3] == Self.ping, buffer[4] == 1 { answered += 1 }
        buffer.removeFirst(9 + length)
      }
    }
    return answered
  }
}
