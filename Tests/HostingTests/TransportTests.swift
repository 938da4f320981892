import Glibc
import Hosting
import Synchronization
import TestSupport
import Testing

/// Without a proxy, whatever the environment of the tests says.
func directTransport(_ change: (inout TransportOptions) -> Void = { _ in }) -> HTTPTransport {
  var options = TransportOptions()
  options.proxy = .none
  change(&options)
  return HTTPTransport(options: options)
}

/// A source whose byte at offset n is a function of n, and that notes what was read.
final class PatternSource: ByteSource {
  struct Refusal: Error, Equatable { let offset: UInt64 }

  let size: UInt64
  let failsAt: UInt64?
  let reads = Mutex<[Range<UInt64>]>([])

  init(size: UInt64, failsAt: UInt64? = nil) {
    self.size = size
    self.failsAt = failsAt
  }

  // A prime length, so that no two MiBs are the same.
  private static let pattern = generatedBytes(count: 65521, seed: 1)

  static func bytes(_ range: Range<UInt64>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      fill(UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      count = range.count
    }
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) {
    var done = 0
    while done < buffer.count {
      let start = Int((offset + UInt64(done)) % UInt64(pattern.count))
      let count = min(buffer.count - done, pattern.count - start)
      pattern.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + count])
          .copyBytes(from: $0[start..<start + count])
      }
      done += count
    }
  }

  func makeReader() -> any ByteReader { Reader(source: self) }

  private struct Reader: ByteReader {
    let source: PatternSource

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
      let range = offset..<offset + UInt64(buffer.count)
      source.reads.withLock { $0.append(range) }
      if let failsAt = source.failsAt, range.upperBound > failsAt {
        throw Refusal(offset: offset)
      }
      PatternSource.fill(buffer, at: offset)
    }
  }
}

@Suite("Requests over libcurl") struct TransportTests {
  let transport = directTransport()

  @Test("a body of several MiB arrives as the source makes it, read once and in order")
  func sendsBody() async throws {
    let source = PatternSource(size: (3 << 20) + 77)
    let range: Range<UInt64> = 100..<source.size
    let came = Mutex<[UInt8]>([])
    let sent = Mutex<[UInt64]>([])
    let response = try await withScriptedServer { exchange in
      let body = try exchange.readBody()
      came.withLock { $0 = body }
      let line = "\(exchange.method) \(exchange.target) \(exchange.headers["expect"] ?? "-")"
      try exchange.respond(201, [("X-A", " padded\t"), ("x-a", "two")], body: Array(line.utf8))
    } _: { server in
      var request = HTTPRequest(.put, server.url("/a%2Fb/../c?x=y"))
      request.headers = ["X-Empty": "", "Content-Type": "application/octet-stream"]
      return try await transport.send(
        request, body: RequestBody(source, range), onSent: { n in sent.withLock { $0.append(n) } })
    }
    #expect(response.status == 201)
    #expect(String(decoding: response.body, as: UTF8.self) == "PUT /a%2Fb/../c?x=y -")
    #expect(response.head.headers.values(of: "X-a") == ["padded", "two"])
    #expect(came.withLock { $0 == PatternSource.bytes(range) })
    // Pieces end where MiBs of the source do, because sealed chunks are proven whole.
    let mebibyte: UInt64 = 1 << 20
    let pieces = [
      100..<mebibyte, mebibyte..<2 * mebibyte, 2 * mebibyte..<3 * mebibyte,
      3 * mebibyte..<source.size,
    ]
    #expect(source.reads.withLock { $0 } == pieces)
    #expect(sent.withLock { $0.last } == source.size - 100)
    #expect(response.statistics.bytesSent == source.size - 100)
    #expect(response.statistics.address == "127.0.0.1")
  }

  @Test(
    "every method arrives as it is", arguments: HTTPRequest.Method.allCases, [true, false])
  func methods(_ method: HTTPRequest.Method, withBody: Bool) async throws {
    guard !(withBody && method == .head) else { return }
    let came = Mutex<[String]>([])
    let response = try await withScriptedServer { exchange in
      let body = try exchange.readBody()
      came.withLock {
        $0 = [
          exchange.method, exchange.headers["content-length"] ?? "-",
          String(decoding: body, as: UTF8.self), exchange.headers["user-agent"] ?? "-",
        ]
      }
      try exchange.respond(200, body: Array("answer".utf8))
    } _: { server in
      try await transport.send(
        HTTPRequest(method, server.url()), body: withBody ? RequestBody(Array("hello".utf8)) : nil)
    }
    #expect(
      came.withLock { $0 }
        == [method.rawValue, withBody ? "5" : "-", withBody ? "hello" : "", "steward"])
    #expect(response.body == (method == .head ? [] : Array("answer".utf8)))
  }

  @Test("an empty body is sent as one of length 0")
  func emptyBody() async throws {
    let response = try await withScriptedServer { exchange in
      try exchange.respond(exchange.headers["content-length"] == "0" ? 200 : 411)
    } _: { server in
      try await transport.send(HTTPRequest(.put, server.url()), body: RequestBody([]))
    }
    #expect(response.status == 200)
  }

  @Test("connections are kept for the next request, but not for a POST")
  func reuse() async throws {
    try await withScriptedServer {
      try $0.respond(200)
    } _: { server in
      for _ in 0..<3 { _ = try await transport.send(HTTPRequest(.get, server.url())) }
      #expect(server.connectionCount == 1)
      _ = try await transport.send(HTTPRequest(.post, server.url()), body: RequestBody([1]))
      #expect(server.connectionCount == 2)
    }
  }

  @Test("a kept connection that died while it was idle costs nothing: the body starts again")
  func deadConnection() async throws {
    let source = PatternSource(size: 3 << 20)
    let first = Mutex(true)
    try await withScriptedServer { exchange in
      // Answers, and hangs up without having said so.
      let body = try exchange.readBody()
      if first.withLock({ isFirst in
        defer { isFirst = false }; return isFirst
      }) {
        try exchange.respond(200)
        exchange.reset()
      } else {
        try exchange.respond(body == PatternSource.bytes(0..<3 << 20) ? 200 : 400)
      }
    } _: { server in
      let before = try await transport.send(HTTPRequest(.get, server.url()))
      #expect(before.status == 200)
      let response = try await transport.send(
        HTTPRequest(.put, server.url()), body: RequestBody(source))
      #expect(response.status == 200)
    }
  }

  @Test("redirects are shown, not followed; codings are shown, not undone; interim answers pass")
  func plainAnswers() async throws {
    try await withScriptedServer { exchange in
      switch exchange.path {
      case "/moved": try exchange.respond(302, [("Location", "/elsewhere")])
      case "/coded": try exchange.respond(200, [("Content-Encoding", "gzip")], body: [1, 2, 3])
      default:
        try exchange.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        try exchange.respond(404, [("X-Last", "yes")])
      }
    } _: { server in
      let moved = try await transport.send(HTTPRequest(.get, server.url("/moved")))
      #expect(moved.status == 302)
      #expect(moved.head.headers["location"] == "/elsewhere")
      let coded = try await transport.send(HTTPRequest(.get, server.url("/coded")))
      #expect(coded.body == [1, 2, 3])
      let last = try await transport.send(HTTPRequest(.get, server.url("/")))
      #expect(last.status == 404)
      #expect(last.head.headers["Link"] == nil)
      #expect(last.head.headers["X-Last"] == "yes")
      #expect(server.requests == ["GET /moved", "GET /coded", "GET /"])
    }
  }

  @Test("a limit on the rate is kept in both directions", arguments: [true, false])
  func rates(sending: Bool) async throws {
    let transport = directTransport {
      if sending { $0.sendRate = 200_000 } else { $0.receiveRate = 200_000 }
    }
    let bytes = PatternSource.bytes(0..<300_000)
    let response = try await withScriptedServer { exchange in
      _ = try exchange.readBody()
      try exchange.respond(200, body: sending ? [] : bytes)
    } _: { server in
      try await transport.send(
        HTTPRequest(.put, server.url()), body: RequestBody(sending ? bytes : []))
    }
    // A second and a half, less what libcurl moves in one go.
    #expect(response.statistics.total > .milliseconds(250))
  }

  @Test("an answer that needs to be asked for costs no body when it is a refusal")
  func expectsContinue() async throws {
    let source = PatternSource(size: 8 << 20)
    try await withScriptedServer { exchange in
      #expect(exchange.headers["expect"] == "100-continue")
      try exchange.send("HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
      exchange.hangUp()
    } _: { server in
      var request = HTTPRequest(.put, server.url())
      request.expectsContinue = true
      let response = try await transport.send(request, body: RequestBody(source))
      #expect(response.status == 403)
      #expect(source.reads.withLock { $0.isEmpty })
    }
  }
}

/// A transport that reaches nobody, whatever the URL is: its proxy is a port that refuses.
func withUnreachableTransport<Value>(
  _ body: (HTTPTransport) async throws -> Value
) async throws -> Value {
  try await withClosedPort { port in
    try await body(directTransport { $0.proxy = .url("http://127.0.0.1:\(port)") })
  }
}
