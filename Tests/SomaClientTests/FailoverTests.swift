import FaultServer
import SomaClient
import TestSupport
import Testing

@Suite("Several nodes", .timeLimit(.minutes(1))) struct FailoverTests {
  @Test("a read goes to the next node when one is down, and stays there")
  func remembers() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([1]))
    try await withRefusingPort { down in
      try await withNodes(["http://127.0.0.1:\(down)"], and: node) { connection in
        #expect(connection.preferred.endpoint == connection.channels[0].endpoint)
        let reply = try await connection.read(echo, [1])
        #expect(reply == [1])
        #expect(connection.preferred.endpoint == connection.channels[1].endpoint)
        // No attempt is left for a second node.
        #expect(await failure(of: connection.preferred) == nil)
      }
    }
  }

  @Test("a read goes to the next node when one is silent")
  func silent() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([1]))
    try await withRawServer(.silence) { silent in
      try await withNodes(["http://127.0.0.1:\(silent)"], and: node) { connection in
        let reply = try await connection.read { channel in
          let isSilent = channel.endpoint == connection.channels[0].endpoint
          return try await channel.call(echo, [1], deadline: isSilent ? shortDeadline : nil)
        }
        #expect(reply == [1])
      }
    }
  }

  @Test("a refusal is the answer, whatever other nodes would say")
  func refusal() async throws {
    let first = NodeScript()
    let second = NodeScript()
    first.on("test.Bytes/Echo", .failure(5))
    try await withHTTP2Node(first) { port in
      try await withNodes(["http://127.0.0.1:\(port)"], and: second) { connection in
        let failure = await #expect(throws: RPCFailure.self) {
          try await connection.read(echo, [1])
        }
        #expect(failure?.code == .notFound)
      }
    }
    #expect(second.calls.isEmpty)
  }

  @Test(
    "what is wrong with one node sends a read to the next",
    arguments: [Script.failure(12), .failure(7), .failure(13), .reply([1], [2])])
  func fault(script: Script) async throws {
    let first = NodeScript()
    let second = NodeScript()
    first.on("test.Bytes/Echo", script)
    second.on("test.Bytes/Echo", .reply([3]))
    try await withHTTP2Node(first) { port in
      try await withNodes(["http://127.0.0.1:\(port)"], and: second) { connection in
        let reply = try await connection.read(echo, [1])
        #expect(reply == [3])
      }
    }
    #expect(first.calls.count == 1)
  }

  @Test("a reply that is not believed sends a read to the next node, and is told if none is left")
  func lie() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .reply([1]))
    try await withHTTP2Node(node) { port in
      try await withNodes(["http://127.0.0.1:\(port)"], and: node) { connection in
        let lying = connection.channels[0].endpoint
        let reply = try await connection.read { channel in
          _ = try await channel.call(echo, [1])
          if channel.endpoint == lying { throw ReplyError.endlessList(pages: 1) }
          return channel.endpoint
        }
        #expect(reply != lying)
        await #expect(throws: ReplyError.endlessList(pages: 2)) {
          try await connection.read { _ -> Int in throw ReplyError.endlessList(pages: 2) }
        }
      }
    }
  }

  @Test("a whole read is made again, by the channel of one node")
  func wholeRead() async throws {
    let first = NodeScript()
    let second = NodeScript()
    first.on("test.Bytes/Echo", .reply([1]), .failure(14))
    second.on("test.Bytes/Echo", .reply([2]), .reply([3]))
    try await withHTTP2Node(first) { port in
      try await withNodes(["http://127.0.0.1:\(port)"], and: second) { connection in
        let pair = try await connection.read { channel in
          [try await channel.call(echo, [1]), try await channel.call(echo, [1])]
        }
        #expect(pair == [[2], [3]])
      }
    }
  }

  @Test("each node is asked once, and the answers come in their order")
  func each() async throws {
    let gate = Gate()
    let first = NodeScript()
    let second = NodeScript()
    // The first one answers last.
    first.on("test.Bytes/Echo", [.wait(gate), .headers, .message([1]), .ok])
    second.on("test.Bytes/Echo", .failure(14))
    try await withHTTP2Node(first) { port in
      try await withNodes(["http://127.0.0.1:\(port)"], and: second) { connection in
        let failures = await connection.each { channel in
          let result = await failure(of: channel)
          if result != nil { gate.open() }
          return (channel.endpoint, result?.code)
        }
        #expect(failures.map(\.0) == connection.channels.map(\.endpoint))
        #expect(failures.map(\.1) == [nil, .unavailable])
      }
    }
    #expect(first.calls.count == 1)
    #expect(second.calls.count == 1)
  }

  @Test("the overall time bounds an attempt whose own deadline is longer")
  func overall() async throws {
    try await withRawServer(.silence) { port in
      let settings = testSettings {
        $0.retry.attempts = 3
        $0.retry.overall = shortDeadline
      }
      try await withConnection(to: [Endpoint("http://127.0.0.1:\(port)")], settings: settings) {
        connection in
        // Three attempts of this length would end at the limit of the suite.
        let failure = await #expect(throws: RPCFailure.self) {
          try await connection.read(echo, [1], deadline: .seconds(120))
        }
        #expect(failure?.code == .deadlineExceeded)
      }
    }
  }

  @Test("a node that comes back is waited for")
  func comesBack() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", .failure(14), .failure(14), .reply([1]))
    let clock = SkippingClock()
    let settings = testSettings {
      $0.retry.attempts = 3
      $0.clock = clock
      $0.randomness = SeededGenerator(seed: 3)
    }
    try await withHTTP2Node(node) { port in
      try await withConnection(to: [Endpoint("http://127.0.0.1:\(port)")], settings: settings) {
        let reply = try await $0.read(echo, [1])
        #expect(reply == [1])
        // Here: the end of the connection waits by the same clock.
        var generator = SeededGenerator(seed: 3)
        let expected = [1, 2].map { settings.retry.pause(afterRound: $0, using: &generator) }
        #expect(clock.pauses == expected)
      }
    }
  }

  /// Runs `body` with a connection to some URLs and, last, a scripted node. Each is tried once.
  private func withNodes(
    _ urls: [String], and node: NodeScript, _ body: (Connection) async throws -> Void
  ) async throws {
    try await withHTTP2Node(node) { port in
      let endpoints = try (urls + ["http://127.0.0.1:\(port)"]).map { try Endpoint($0) }
      let settings = testSettings { $0.retry.attempts = endpoints.count }
      try await withConnection(to: endpoints, settings: settings, body)
    }
  }
}
