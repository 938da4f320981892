import Dispatch
import Glibc
import Hosting
import Synchronization
import Testing

@Suite("What is known after a transfer that failed") struct TransferFailureTests {
  let transport = directTransport()

  /// The error of a PUT of so many bytes; `nil` after an answer.
  private func failure(
    _ size: UInt64 = 4 << 20, timeouts: TransferTimeouts = TransferTimeouts(),
    _ script: @escaping @Sendable (Exchange) throws -> Void
  ) async throws -> TransferError? {
    try await withScriptedServer(script) { server in
      do {
        _ = try await transport.send(
          HTTPRequest(.put, server.url("/o?secret"), timeouts: timeouts),
          body: RequestBody(PatternSource(size: size)))
        return nil
      } catch let error as TransferError {
        #expect(error.request == "PUT http://127.0.0.1:\(server.port)/o?…")
        return error
      }
    }
  }

  @Test("nobody listens: unsent")
  func refused() async throws {
    let error = await #expect(throws: TransferError.self) {
      try await withClosedPort {
        try await transport.send(HTTPRequest(.put, "http://127.0.0.1:\($0)/"), body: .init([1]))
      }
    }
    #expect(error?.stage == .unsent)
    #expect(error?.curlCode == "CURLE_COULDNT_CONNECT")
    #expect(error?.mayHaveHadEffect == false)
  }

  @Test("the name does not exist: unsent")
  func unknownName() async throws {
    let error = await #expect(throws: TransferError.self) {
      try await transport.send(HTTPRequest(.get, "http://host.invalid/"))
    }
    #expect(error?.stage == .unsent)
    #expect(error?.curlCode == "CURLE_COULDNT_RESOLVE_HOST")
  }

  @Test("cut at 80 %: sending")
  func cut() async throws {
    // The rest is more than the buffers of two sockets hold, or it would have left already.
    let error = try await failure(100 << 20) { exchange in
      for _ in 0..<80 { _ = try exchange.read(1 << 20) }
      exchange.reset()
    }
    #expect(error?.stage == .sending)
    #expect(error?.mayHaveHadEffect == false)
  }

  @Test("hung up after the whole body: unanswered, so it may have happened")
  func lostAnswer() async throws {
    let error = try await failure { exchange in
      _ = try exchange.readBody()
      exchange.hangUp()
    }
    #expect(error?.stage == .unanswered)
    #expect(error?.curlCode == "CURLE_GOT_NOTHING")
    #expect(error?.mayHaveHadEffect == true)
  }

  @Test("an answer that is shorter than it says: answering")
  func shortAnswer() async throws {
    let error = try await failure { exchange in
      try exchange.respond(200, body: [1, 2, 3], length: 10)
      exchange.hangUp()
    }
    #expect(error?.stage == .answering(status: 200))
    #expect(error?.curlCode == "CURLE_PARTIAL_FILE")
  }

  @Test("no HTTP at all")
  func nonsense() async throws {
    let error = try await failure { exchange in
      _ = try exchange.readBody()
      try exchange.send("SSH-2.0-OpenSSH\r\n")
      exchange.hangUp()
    }
    #expect(error?.stage == .unanswered)
  }

  @Test("a server that never answers stalls; nobody waits longer than was said")
  func silence() async throws {
    let timeouts = TransferTimeouts(idle: .milliseconds(100))
    let error = try await failure(1, timeouts: timeouts) { exchange in
      _ = try exchange.readBody()
      try exchange.waitForHangUp()
    }
    #expect(error?.cause == .stalled(for: .milliseconds(100)))
    #expect(error?.stage == .unanswered)
  }

  @Test("a server that takes nothing stalls while sending")
  func deafServer() async throws {
    let timeouts = TransferTimeouts(idle: .milliseconds(100))
    let hold = Hold()
    defer { hold.release() }
    let error = try await failure(64 << 20, timeouts: timeouts) { _ in hold.wait() }
    #expect(error?.cause == .stalled(for: .milliseconds(100)))
    #expect(error?.stage == .sending)
  }

  @Test("a trickle is a stall when more is asked for, and ends at the total time otherwise")
  func trickle() async throws {
    let trickle: @Sendable (Exchange) throws -> Void = { exchange in
      _ = try exchange.readBody()
      try exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
      while true {
        try exchange.send([0])
        usleep(1000)
      }
    }
    let demanding = TransferTimeouts(idle: .milliseconds(200), leastProgress: 1 << 20)
    let stall = try await failure(1, timeouts: demanding, trickle)
    #expect(stall?.cause == .stalled(for: .milliseconds(200)))
    let patient = TransferTimeouts(idle: .seconds(30), total: .milliseconds(300))
    let error = try await failure(1, timeouts: patient, trickle)
    #expect(error?.cause == .timedOut(after: .milliseconds(300)))
  }

  @Test("what the source throws ends the transfer and is what the caller sees")
  func throwingSource() async throws {
    let source = PatternSource(size: 8 << 20, failsAt: 5 << 20)
    try await withScriptedServer { exchange in
      _ = try exchange.readBody()
      Issue.record("the whole body came")
    } _: { server in
      _ = await #expect(throws: PatternSource.Refusal(offset: 5 << 20)) {
        try await transport.send(HTTPRequest(.put, server.url()), body: RequestBody(source))
      }
    }
  }

  @Test("what the receiver throws ends the transfer and is what the caller sees")
  func throwingReceiver() async throws {
    struct Enough: Error, Equatable {}
    let error = try await withScriptedServer { exchange in
      try exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
      while true { try exchange.send([UInt8](repeating: 0, count: 1 << 16)) }
    } _: { server in
      await #expect(throws: Enough()) {
        try await transport.send(HTTPRequest(.get, server.url())) { _, bytes in
          if !bytes.isEmpty { throw Enough() }
        }
      }
      return await #expect(throws: TransferError.self) {
        try await transport.send(HTTPRequest(.get, server.url()), collecting: 100_000)
      }
    }
    #expect(error?.cause == .answerTooLong(limit: 100_000))
  }

  @Test("a header without end is refused")
  func endlessHeader() async throws {
    let error = try await failure(1) { exchange in
      _ = try exchange.readBody()
      try exchange.send("HTTP/1.1 200 OK\r\n")
      while true { try exchange.send("X-Filler: \(String(repeating: "x", count: 1000))\r\n") }
    }
    #expect(error?.cause == .headerTooLong(limit: HTTPTransport.headerLimit))
  }

  @Test(
    "what cannot be sent is refused before anything is",
    arguments: [
      (HTTPRequest(.get, "ftp://127.0.0.1/"), TransferError.Cause.invalidURL),
      (HTTPRequest(.get, "file:///etc/passwd"), .invalidURL),
      (HTTPRequest(.get, "http://127.0.0.1/a b"), .invalidURL),
      (HTTPRequest(.get, "http://127.0.0.1/\r\nX: y"), .invalidURL),
      (
        HTTPRequest(.get, "http://127.0.0.1/", headers: ["A": "b\r\nC: d"]),
        .invalidHeader(name: "A")
      ),
      (
        HTTPRequest(.get, "http://127.0.0.1/", headers: ["A B": "c"]),
        .invalidHeader(name: "A B")
      ),
    ])
  func unsendable(_ request: HTTPRequest, _ cause: TransferError.Cause) async throws {
    let error = await #expect(throws: TransferError.self) { try await transport.send(request) }
    #expect(error?.cause == cause)
    #expect(error?.stage == .unsent)
  }

  @Test(
    "cancelling ends a transfer that waits: for a connection, an answer, or more of one",
    arguments: ["/silent", "/half", "/deaf"])
  func cancellation(_ path: String) async throws {
    let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
    let hold = Hold()
    defer { hold.release() }
    try await withScriptedServer { exchange in
      if exchange.path == "/half" {
        try exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
      }
      arrival.yield()
      if exchange.path == "/deaf" { return hold.wait() }
      try exchange.waitForHangUp()
    } _: { server in
      let task = Task {
        try await transport.send(
          HTTPRequest(.put, server.url(path)), body: RequestBody(PatternSource(size: 64 << 20)))
      }
      for await _ in arrived { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    try await withScriptedServer {
      try $0.respond(200)
    } _: { server in
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await transport.send(HTTPRequest(.get, server.url()))
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(server.connectionCount == 0)
    }
  }
}

/// Holds a thread of a server until the test lets go.
final class Hold: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func wait() {
    semaphore.wait()
    semaphore.signal()
  }

  func release() { semaphore.signal() }
}

extension TransferError {
  /// The code of libcurl, when that is the cause.
  var curlCode: String? {
    guard case .curl(let code, _) = cause else { return nil }
    return code
  }
}

/// Runs `body` with a port of 127.0.0.1 that refuses connections, and that nobody else can take.
func withClosedPort<Value>(_ body: (Int) async throws -> Value) async throws -> Value {
  let bound = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(bound) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let status = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(bound, $0, length) | getsockname(bound, $0, &length)
    }
  }
  try #require(status == 0)
  return try await body(Int(UInt16(bigEndian: address.sin_port)))
}
