import Glibc

/// One request at a ``ScriptedServer``, and what is said to it.
final class Exchange {
  let method: String
  let target: String
  /// The header fields; names in lower case.
  let headers: [String: String]

  /// What is left of the connection for the next request.
  fileprivate(set) var wire: Wire

  /// Whether the connection is of no more use.
  private(set) var isOver = false

  private var unread: Int

  /// Reads the head of a request.
  init(wire: Wire) throws {
    self.wire = wire
    let lines = try self.wire.readHead()
    let words = (lines.first ?? "").split(separator: " ").map(String.init)
    guard words.count == 3 else { throw ScriptEnd() }
    (method, target) = (words[0], words[1])
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw ScriptEnd() }
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    self.headers = headers
    unread = headers["content-length"].flatMap { Int($0) } ?? 0
  }

  /// The path, without the query.
  var path: String { String(target.prefix { $0 != "?" }) }

  /// The first and last byte that a `Range: bytes=a-b` asks for.
  var range: ClosedRange<Int>? {
    guard let text = headers["range"], text.hasPrefix("bytes=") else { return nil }
    let ends = text.dropFirst(6).split(separator: "-").compactMap { Int($0) }
    return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
  }

  /// Reads the whole body.
  func readBody() throws -> [UInt8] { try read(unread) }

  /// Reads so many bytes of the body.
  func read(_ count: Int) throws -> [UInt8] {
    let bytes = try wire.read(min(count, unread))
    unread -= bytes.count
    return bytes
  }

  /// Answers, after the rest of the body was read and dropped.
  func respond(
    _ status: Int, _ headers: [(String, String)] = [], body: [UInt8] = [], length: Int? = nil
  ) throws {
    while unread > 0 { _ = try read(1 << 16) }
    var head = "HTTP/1.1 \(status) Scripted\r\n"
    if status != 204 { head += "Content-Length: \(length ?? body.count)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    try send(Array((head + "\r\n").utf8) + (method == "HEAD" ? [] : body))
  }

  /// Sends bytes as they are.
  func send(_ bytes: [UInt8]) throws { try wire.write(bytes) }

  /// Sends text as it is.
  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Hangs up in an orderly way.
  func hangUp() { isOver = true }

  /// Hangs up so that the peer gets a reset, and loses what it has not read.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      wire.descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger))
    )
    isOver = true
  }

  /// Waits until the peer, or the test, hangs up; drops what comes until then.
  func waitForHangUp() throws {
    while true { _ = try wire.read(1) }
  }
}

/// The bytes of one connection.
struct Wire {
  let descriptor: Int32
  private var buffered: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Reads up to the empty line.
  mutating func readHead() throws -> [String] {
    var lines: [String] = []
    while true {
      guard let end = buffered.firstIndex(of: 0x0A) else {
        try fill()
        continue
      }
      let line = String(decoding: buffered[..<end], as: UTF8.self)
      buffered.removeFirst(end + 1)
      let text = line.last == "\r" ? String(line.dropLast()) : line
      if text.isEmpty { return lines }
      lines.append(text)
    }
  }

  /// Reads so many bytes.
  mutating func read(_ count: Int) throws -> [UInt8] {
    while buffered.count < count { try fill() }
    let bytes = Array(buffered[..<count])
    buffered.removeFirst(count)
    return bytes
  }

  func write(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw ScriptEnd()
      }
      sent += count
    }
  }

  private mutating func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else {
      if count < 0, errno == EINTR { return }
      throw ScriptEnd()
    }
    buffered += chunk[..<count]
  }
}
