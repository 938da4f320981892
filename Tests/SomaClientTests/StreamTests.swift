import FaultServer
import GRPCCore
import SomaClient
import Synchronization
import Testing

@Suite("Streams of replies", .timeLimit(.minutes(1))) struct StreamTests {
  private let count = RPCMethod(
    raw: MethodDescriptor(fullyQualifiedService: "test.Bytes", method: "Count"))

  @Test("messages come in order, and the end is the node's")
  func whole() async throws {
    let received = try await stream(.reply([1], [], [3])) { replies in
      var all: [[UInt8]] = []
      for try await reply in replies { all.append(reply) }
      return all
    }
    #expect(received == [[1], [], [3]])
  }

  @Test("the body runs once the node accepts, before the first message")
  func startsWithTheHeaders() async throws {
    let accepted = Gate()
    let reply = try await stream([.headers, .wait(accepted), .message([1]), .ok]) { replies in
      accepted.open()
      return try await first(of: replies)
    }
    #expect(reply == [1])
  }

  @Test("a stream without messages ends", arguments: [Script.reply(), [.ok]])
  func empty(script: Script) async throws {
    #expect(try await stream(script) { try await first(of: $0) } == nil)
  }

  @Test(
    "a stream that breaks gives what it had, and then fails",
    arguments: [
      (Step.cut, StatusCode.unavailable, RPCFailure.Stage.sent),
      (.reset(2), .unavailable, .sent),
      (.endStream, .internal, .unreadable),
      (.status(14, message: "lagging", details: []), .unavailable, .sent),
      (.status(9, message: "", details: []), .failedPrecondition, .answered),
    ])
  func breaks(last: Step, code: StatusCode, stage: RPCFailure.Stage) async throws {
    let received = Mutex<[[UInt8]]>([])
    let seen = Gate()
    let failure = await #expect(throws: RPCFailure.self) {
      try await stream([.headers, .message([1]), .message([2]), .wait(seen), last]) { replies in
        for try await reply in replies {
          received.withLock { $0.append(reply) }
          if reply == [2] { seen.open() }
        }
      }
    }
    #expect(received.withLock { $0 } == [[1], [2]])
    #expect(failure?.code == code)
    #expect(failure?.stage == stage)
  }

  @Test("a refusal keeps the body from running")
  func refused() async throws {
    let failure = await #expect(throws: RPCFailure.self) {
      try await stream(.failure(14, "too many existing subscriptions")) { _ in
        Issue.record("the body ran")
      }
    }
    #expect(failure?.code == .unavailable)
    #expect(failure?.stage == .answered)
  }

  @Test("a message that does not decode ends the stream")
  func undecodable() async throws {
    struct Wrong: Error {}
    let method = RPCMethod<[UInt8], Int>(
      count.descriptor, encode: { $0 }, decode: { _ in throw Wrong() })
    let node = NodeScript()
    node.on("test.Bytes/Count", .reply([1]))
    let failure = await #expect(throws: RPCFailure.self) {
      try await withNode(node) { channel in
        try await channel.stream(method, []) { replies in
          for try await _ in replies {}
        }
      }
    }
    #expect(failure?.stage == .unreadable)
  }

  @Test(
    "the deadline ends a body that waits for a message, or for anything", arguments: [true, false])
  func deadline(waitsForMessages: Bool) async throws {
    let node = NodeScript()
    node.on("test.Bytes/Count", [.headers, .message([1]), .silence])
    let failure = await #expect(throws: RPCFailure.self) {
      try await withNode(node) { channel in
        try await connect(channel, to: node)
        return try await channel.stream(count, [], deadline: shortDeadline) { replies in
          if waitsForMessages {
            for try await _ in replies {}
          } else {
            await Gate().wait()
            try Task.checkCancellation()
          }
        }
      }
    }
    #expect(failure?.code == .deadlineExceeded)
    #expect(failure?.stage == .sent)
  }

  @Test("an error of the body is the error, and a body may leave early")
  func bodyEnds() async throws {
    struct Enough: Error, Equatable {}
    await #expect(throws: Enough()) {
      try await stream([.headers, .message([1]), .silence]) { replies in
        for try await _ in replies { throw Enough() }
      }
    }
    #expect(
      try await stream([.headers, .message([1]), .silence]) { try await first(of: $0) } == [1])
  }

  private func stream<Value: Sendable>(
    _ script: Script, _ body: @escaping @Sendable (Replies<[UInt8]>) async throws -> Value
  ) async throws -> Value {
    let node = NodeScript()
    node.on("test.Bytes/Count", script)
    return try await withNode(node) { try await $0.stream(count, [9], body) }
  }
}

/// The next message of a stream.
private func first(of replies: Replies<[UInt8]>) async throws(RPCFailure) -> [UInt8]? {
  var replies = replies
  return try await replies.next()
}
