import Dispatch
import FaultServer
import GRPCCore
import GRPCNIOTransportHTTP2
import Synchronization
import Testing

@testable import SomaClient

@Suite("Lifetime of connections", .timeLimit(.minutes(1))) struct LifetimeTests {
  @Test("without a node there is no connection")
  func noNode() async {
    await #expect(throws: ConnectionError.noEndpoint) {
      try await withConnection(to: [], settings: testSettings()) { _ in }
    }
  }

  @Test("calls share one connection")
  func shared() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([1]))
    try await withNode(node) { channel in
      for _ in 0..<3 { _ = try await channel.call(echo, [1]) }
    }
    #expect(node.calls.map(\.connection) == [0, 0, 0])
  }

  @Test("after a deadline the next call has a fresh connection")
  func replaced() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", [.silence], .reply([1]))
    try await withNode(node) { channel in
      try await connect(channel, to: node)
      #expect(await failure(of: channel, deadline: shortDeadline)?.code == .deadlineExceeded)
      #expect(await failure(of: channel) == nil)
      #expect(await failure(of: channel) == nil)
      // At once, and not when it has been idle for long.
      let start = ContinuousClock.now
      await node.waitForEnd(ofConnection: 0)
      #expect(ContinuousClock.now - start < .seconds(20))
    }
    #expect(node.calls.map(\.connection) == [0, 0, 1, 1])
  }

  @Test("a call that is under way survives the deadline of another")
  func survives() async throws {
    let node = NodeScript()
    let gate = Gate()
    node.on("test.Bytes/Slow", [.headers, .wait(gate), .message([2]), .ok])
    node.on("test.Bytes/Echo", [.silence])
    let slow = RPCMethod(
      raw: MethodDescriptor(fullyQualifiedService: "test.Bytes", method: "Slow"))
    let reply = try await withNode(node) { channel in
      async let reply = channel.call(slow, [])
      await node.waitForCalls(1)
      #expect(await failure(of: channel, deadline: shortDeadline)?.code == .deadlineExceeded)
      gate.open()
      return try await reply
    }
    #expect(reply == [2])
  }

  @Test("a node that goes away after its reply is connected to again")
  func goesAway() async throws {
    let node = NodeScript()
    let leaving: Script = [.goAway(lastStream: 1), .headers, .message([1]), .ok]
    node.on("test.Bytes/Echo", leaving, .reply([2]))
    let replies = try await withHTTP2Node(node) { port in
      // A call that comes while the connection closes is not sent, and has to be made again.
      let settings = testSettings { $0.retry.attempts = 10 }
      return try await withConnection(
        to: [Endpoint("http://127.0.0.1:\(port)")], settings: settings
      ) {
        [try await $0.read(echo, []), try await $0.read(echo, [])]
      }
    }
    #expect(replies == [[1], [2]])
    #expect(node.calls.map { $0.connection == 0 } == [true, false])
  }

  @Test("cancellation ends a call at once and keeps how far it got")
  func cancelled() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", [.silence])
    let result = try await withNode(node) { channel in
      let call = Task { await failure(of: channel) }
      await node.waitForCalls(1)
      call.cancel()
      return await call.value
    }
    #expect(result?.code == .cancelled)
    #expect(result?.stage == .sent)
    #expect(result?.submissionVerdict == .unknown)
    #expect(result?.isRetryableRead == false)
  }

  @Test("a call that its caller protects outlives the cancellation of everything else")
  func protected() async throws {
    let node = NodeScript()
    let gate = Gate()
    node.on("test.Bytes/Echo", [.wait(gate), .headers, .message([2]), .ok])
    let all = Task {
      try await withNode(node) { channel in
        let submission = Task { try await channel.call(echo, [1]) }
        return try await submission.value
      }
    }
    await node.waitForCalls(1)
    all.cancel()
    gate.open()
    #expect(try await all.value == [2])
  }

  @Test(
    "the end comes, whatever a node does", .timeLimit(.minutes(2)),
    arguments: [RawAnswer.silence, .close])
  func bounded(answer: RawAnswer) async throws {
    try await withRawServer(answer) { port in
      _ = try await failure(of: "http://127.0.0.1:\(port)", deadline: .milliseconds(50))
    }
  }

  @Test("a name that is not answered holds up neither other names nor the end")
  func silentNameServer() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([1]))
    let answer = BlockingGate()
    defer { answer.open() }
    let codes = try await withHTTP2Node(node) { port in
      let dialer = HTTP2Dialer(trust: .system) { host, _ in
        if host == "slow.example" { answer.wait() }
        return [.ipv4(host: "127.0.0.1", port: port)]
      }
      let lines = try ["http://slow.example", "http://fast.example"].map { url in
        let endpoint = try Endpoint(url)
        return try Line(to: endpoint) { try dialer.transport(to: endpoint) }
      }
      return try await withConnection(over: lines, settings: testSettings()) { connection in
        let slow = await failure(of: connection.channels[0], deadline: shortDeadline)
        #expect(slow?.stage == .notSent)
        return [slow?.code, await failure(of: connection.channels[1])?.code]
      }
    }
    #expect(codes == [.deadlineExceeded, nil])
  }

  @Test("a name leads to all its addresses, until one answers")
  func severalAddresses() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([1]))
    let result = try await withHTTP2Node(node) { port in
      try await withRefusingPort { refusing in
        let dialer = HTTP2Dialer(trust: .system) { host, asked in
          #expect(host == "two.example")
          #expect(asked == 9000)
          return [.ipv4(host: "127.0.0.1", port: refusing), .ipv4(host: "127.0.0.1", port: port)]
        }
        let endpoint = try Endpoint("http://two.example:9000")
        let line = try Line(to: endpoint) { try dialer.transport(to: endpoint) }
        return try await withConnection(over: [line], settings: testSettings()) {
          await failure(of: $0.preferred)
        }
      }
    }
    #expect(result == nil)
    #expect(node.calls.first?.headers[":authority"] == ["two.example:9000"])
  }
}

/// Blocks threads, as `getaddrinfo` does.
private final class BlockingGate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func wait() {
    semaphore.wait()
    semaphore.signal()
  }

  func open() { semaphore.signal() }
}
