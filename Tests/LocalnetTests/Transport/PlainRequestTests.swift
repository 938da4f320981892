import NIOCore
import NIOEmbedded
import Testing

@testable import Localnet

/// A real node answers `/model/{id}` on the port of its gRPC services. Source: the chain's
/// `authority/src/fullnode_proxy.rs`; CHAIN.md 6.2.
@Suite("HTTP/1.1 on a node's port", .timeLimit(.minutes(1))) struct PlainRequestTests {
  private static let host = "http://127.0.0.1:9126/"

  @Test(
    "who asks for a model is sent to the host; all else is refused",
    arguments: [
      ("GET /model/0x12 HTTP/1.1", "307 Temporary Redirect", "\(host)model/0x12"),
      ("HEAD /model/0x12 HTTP/1.0", "307 Temporary Redirect", "\(host)model/0x12"),
      ("PUT /model/0x12 HTTP/1.1", "405 Method Not Allowed", nil),
      ("GET /model/ HTTP/1.1", "404 Not Found", nil),
      ("GET /model/0x12/3 HTTP/1.1", "404 Not Found", nil),
      ("GET /data/0x12 HTTP/1.1", "404 Not Found", nil), ("GET / HTTP/1.1", "404 Not Found", nil),
      ("GET /model/\u{e9} HTTP/1.1", "400 Bad Request", nil),
      ("GET /model/\r HTTP/1.1", "400 Bad Request", nil),
      ("GET /model/0x12", "400 Bad Request", nil), ("nonsense", "400 Bad Request", nil),
      ("GET  /model/0x12 HTTP/1.1", "400 Bad Request", nil),
    ] as [(String, String, String?)])
  func replies(line: String, status: String, location: String?) {
    let forwarding = ModelForwarding()
    forwarding.forward(to: Self.host)
    #expect(forwarding.reply(to: line[...]) == PlainReply(status, location: location))
  }

  @Test("without a host there is nobody to send them to")
  func noHost() {
    #expect(
      ModelForwarding().reply(to: "GET /model/0x12 HTTP/1.1")
        == PlainReply("503 Service Unavailable"))
  }

  @Test("the reply is the whole of what comes back, however the request is cut")
  func overSockets() async throws {
    try await withTestNet { net in
      net.localnet.forwardModels(to: Self.host)
      let request = "GET /model/0x12 HTTP/1.1\r\nHost: x\r\n\r\n"
      let expected = PlainReply("307 Temporary Redirect", location: "\(Self.host)model/0x12")
      for pieces in [
        [request], request.map { String($0) }, ["GET /model/0x12 HTTP/1.1\r\n", "\r\n"],
      ] {
        let reply = try net.raw.exchange(pieces)
        #expect(reply == Array(expected.text.utf8))
      }
      let endless = String(repeating: "x", count: 9000)
      let refusal = try net.raw.exchange([endless])
      #expect(refusal == Array(PlainReply("431 Request Header Fields Too Large").text.utf8))
    }
  }

  @Test("a port that knows nothing of models says so")
  func otherPorts() async throws {
    try await withTestNet { net in
      let endpoints = net.localnet.endpoints
      for url in [endpoints.faucet, endpoints.scoring, endpoints.admin] {
        let port = try #require(url.split(separator: ":").last.flatMap { UInt16($0) })
        let reply = try RawHTTP2Client(port: port).exchange(["GET /model/0x12 HTTP/1.1\r\n\r\n"])
        #expect(reply == Array(PlainReply("404 Not Found").text.utf8))
      }
    }
  }

  @Test(
    "who says nothing that makes sense is hung up on, and who speaks HTTP/2 is not",
    arguments: [
      ("", true), ("\0\u{1}garbage", true), ("GET / HTTP/1.1\r\n", true),
      ("PRI * HTTP/2.0\r", true),
      ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false),
    ])
  func hangsUp(said: String, isClosed: Bool) throws {
    let channel = EmbeddedChannel(handler: PlainRequestHandler(nil))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    try channel.writeInbound(ByteBuffer(string: said))
    channel.embeddedEventLoop.advanceTime(by: PlainRequestHandler.patience - .milliseconds(1))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
    #expect(channel.isActive == !isClosed)
    _ = try? channel.finish()
  }

  @Test("HTTP/2 passes, also when its preface comes in pieces or begins like a word")
  func http2() async throws {
    try await withTestNet { net in
      let rest = "I * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0"
      // The first frame of the server is its settings.
      let reply = try net.raw.exchange(["P", "R", rest], reading: 9)
      #expect(reply.count == 9 && reply[3] == 4)
      let word = try net.raw.exchange(["PRINT / HTTP/1.1\r\n\r\n"])
      #expect(word == Array(PlainReply("404 Not Found").text.utf8))
    }
  }
}

extension TestNet {
  /// The node, for a client that writes bytes.
  fileprivate var raw: RawHTTP2Client {
    RawHTTP2Client(
      port: localnet.endpoints.rpc.split(separator: ":").last.flatMap { UInt16($0) } ?? 0)
  }
}
