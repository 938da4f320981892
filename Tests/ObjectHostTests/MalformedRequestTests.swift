import ObjectHost
import TestSupport
import Testing

@Suite("Requests that are none", .timeLimit(.minutes(5))) struct MalformedRequestTests {
  @Test(
    "what cannot be understood is refused, and stores nothing",
    arguments: [
      "\r\n\r\n\r\nnonsense\r\n\r\n", "GET\r\n\r\n", "GET /a\r\n\r\n",
      "FOO /a HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /a HTTP/9.9\r\nHost: x\r\n\r\n", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /\u{0} HTTP/1.1\r\nHost: x\r\n\r\n", "PUT /a HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
      "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
      "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
      "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
      "PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "GET /a HTTP/1.1\r\nHost: x\r\nX: LONG\r\n\r\n",
      "GET /LONG HTTP/1.1\r\nHost: x\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ])
  func refused(request: String) async throws {
    try await withHost { host in
      // Longer than what the host reads of a head.
      let long = String(repeating: "a", count: 100_000)
      let reply = try await converse(host.port, request.replacing("LONG", with: long))
      #expect(reply.hasPrefix("HTTP/1.1 4"), "\(reply)")
      #expect(try await host.bytes(at: ObjectKey("a")) == nil)
      // The host goes on.
      #expect(try await curl(host.at("")).status == 200)
    }
  }

  @Test(
    "an upload that ends too early is not stored", arguments: StorageKind.allCases,
    [
      "Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
      "Transfer-Encoding: chunked\r\n\r\n9\r\nabc",
      "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
      "Content-Length: 10\r\n\r\n",
    ])
  func cutOff(storage: StorageKind, rest: String) async throws {
    try await withHost(storage) { host in
      let reply = try await converse(host.port, "PUT /a HTTP/1.1\r\nHost: x\r\n\(rest)")
      #expect(!reply.hasPrefix("HTTP/1.1 2"))
      #expect(try await host.bytes(at: ObjectKey("a")) == nil)
      // Gone at once, not only half closed.
      let client = try RawClient(port: host.port)
      try client.send("PUT /b HTTP/1.1\r\nHost: x\r\n\(rest)")
      client.reset()
      #expect(try await host.bytes(at: ObjectKey("b")) == nil)
    }
  }

  @Test("a whole URL is understood, as proxies are sent")
  func absolute() async throws {
    try await withHost { host in
      try await host.store(Array("hi".utf8), at: ObjectKey("a"))
      let reply = try await converse(
        host.port, "GET http://example.org/a?x=y HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(reply.hasPrefix("HTTP/1.1 200 "))
      #expect(reply.hasSuffix("\r\n\r\nhi"))
      let root = try await converse(
        host.port, "GET http://example.org HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(root.hasPrefix("HTTP/1.1 200 "))
      let star = try await converse(
        host.port, "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(star.hasPrefix("HTTP/1.1 404 "))
    }
  }
}
