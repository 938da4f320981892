import FaultServer
import GRPCCore
import SomaClient
import SomaProto
import SwiftProtobuf
import Testing

@Suite("Requests and replies", .timeLimit(.minutes(1))) struct RequestTests {
  @Test("a request names the method, the client, its deadline, and no compression")
  func headers() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([2]))
    try await withNode(node) { channel in
      _ = try await channel.call(echo, [1], deadline: .milliseconds(30_000.4))
      _ = try await channel.call(echo, [1], deadline: .seconds(1_000_000))
    }
    let headers = try #require(node.calls.first?.headers)
    #expect(headers[":method"] == ["POST"])
    #expect(headers[":scheme"] == ["http"])
    #expect(headers[":path"] == ["/test.Bytes/Echo"])
    #expect(headers["te"] == ["trailers"])
    #expect(headers["content-type"] == ["application/grpc"])
    #expect(headers["user-agent"] == ["steward/test"])
    #expect(headers["grpc-accept-encoding"] == ["identity"])
    #expect(headers["grpc-encoding"] == nil)
    #expect(headers["grpc-timeout"] == ["30001m"])
    // The longest that eight digits can say.
    #expect(node.calls.last?.headers["grpc-timeout"] == ["99999999m"])
  }

  @Test("messages of no bytes are messages", arguments: [[], [7, 0, 255]] as [[UInt8]])
  func bytes(message: [UInt8]) async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply(message))
    let reply = try await withNode(node) { try await $0.call(echo, message) }
    #expect(reply == message)
    #expect(node.calls.map(\.message) == [message])
  }

  @Test("protobuf messages go out and come in as their bytes")
  func protobuf() async throws {
    let method = RPCMethod<Soma_Rpc_GetEpochRequest, Soma_Rpc_GetEpochResponse>(
      Soma_Rpc_LedgerService.Method.GetEpoch.descriptor)
    let request = Soma_Rpc_GetEpochRequest.with { $0.epoch = 7 }
    let expected = Soma_Rpc_GetEpochResponse.with { $0.epoch.epoch = 7 }
    let node = NodeScript()
    node.on("soma.rpc.LedgerService/GetEpoch", .reply(try expected.serializedBytes()))
    let reply = try await withNode(node) { try await $0.call(method, request) }
    #expect(reply == expected)
    #expect(node.calls.map(\.message) == [try request.serializedBytes()])
  }

  @Test("a reply that does not decode is unreadable, never a refused argument")
  func wrongBytes() async throws {
    let method = RPCMethod<Soma_Rpc_GetEpochRequest, Soma_Rpc_GetEpochResponse>(
      Soma_Rpc_LedgerService.Method.GetEpoch.descriptor)
    let node = NodeScript()
    node.on("soma.rpc.LedgerService/GetEpoch", .reply([0xff, 0xff, 0xff]))
    let failure = await #expect(throws: RPCFailure.self) {
      try await withNode(node) { try await $0.call(method, .init()) }
    }
    #expect(failure?.code == .internal)
    #expect(failure?.stage == .unreadable)
    #expect(failure?.submissionVerdict == .unknown)
  }

  @Test("a request that does not encode is not sent")
  func unencodable() async throws {
    struct Unencodable: Error {}
    let method = RPCMethod<[UInt8], [UInt8]>(
      echo.descriptor, encode: { _ in throw Unencodable() }, decode: { $0 })
    let node = NodeScript()
    let failure = await #expect(throws: RPCFailure.self) {
      try await withNode(node) { try await $0.call(method, [1]) }
    }
    #expect(failure?.stage == .notSent)
    #expect(failure?.submissionVerdict == .cannotHaveRun)
    #expect(node.calls.isEmpty)
  }

  @Test("a deadline that has passed sends nothing", arguments: [Duration.zero, .seconds(-1)])
  func noTime(deadline: Duration) async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([1]))
    try await withNode(node) { channel in
      try await connect(channel, to: node)
      for _ in 0..<20 {
        let result = await failure(of: channel, deadline: deadline)
        #expect(result?.code == .deadlineExceeded)
        #expect(result?.stage == .notSent)
      }
    }
    #expect(node.calls.map(\.method) == ["test.Bytes/Connect"])
  }

  @Test("replies far above 4 MiB arrive whole")
  func large() async throws {
    let reply = [UInt8](repeating: 7, count: 20 << 20)
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply(reply))
    let received = try await withNode(node) { try await $0.call(echo, [1]) }
    #expect(received == reply)
  }

  @Test(
    "the limit for replies is the one of the settings", arguments: [(1000, true), (1001, false)])
  func limit(count: Int, arrives: Bool) async throws {
    let failure = try await failure(
      of: .reply([UInt8](repeating: 7, count: count)),
      settings: testSettings { $0.maximumReplyBytes = 1000 })
    #expect((failure == nil) == arrives)
    #expect(arrives || failure?.stage == .unreadable)
  }

  @Test("a large request to a node that does not read it runs into the deadline")
  func stuckRequest() async throws {
    try await withRawServer(.silence) { port in
      try await withConnection(
        to: [Endpoint("http://127.0.0.1:\(port)")], settings: testSettings()
      ) { connection in
        let failure = await #expect(throws: RPCFailure.self) {
          try await connection.preferred.call(
            echo, [UInt8](repeating: 0, count: 64 << 20), deadline: shortDeadline)
        }
        #expect(failure?.code == .deadlineExceeded)
      }
    }
  }
}
