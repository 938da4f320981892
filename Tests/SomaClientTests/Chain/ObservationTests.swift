import TestSupport
import FaultServer
import SomaClient
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing
import WireVectors

@Suite("What several nodes show", .timeLimit(.minutes(1))) struct ObservationTests {
  /// A node in this epoch; without one, a node that leaves the state out.
  private func node(_ epoch: Epoch?) throws -> NodeScript {
    let node = NodeScript()
    let object = SomaObject(
      type: .systemState, version: 99, id: .systemState, content: [],
      owner: .shared(initialVersion: 1), previousTransaction: .zero)
    node.on(Method.getObject, .reply(try Soma_Rpc_GetObjectResponse(object).bytes))
    let checkpoint: Soma_Rpc_GetCheckpointResponse = try vectors("misc")[
      "checkpoint_end_of_epoch_False"]["response_proto_json"].message()
    node.on(Method.getCheckpoint, .reply(try checkpoint.bytes))
    let state =
      try epoch.map { try Models.systemState(epoch: $0, [:]) }
      ?? Soma_Rpc_GetEpochResponse(EpochInfo(epoch: 7))
    node.on(Method.getEpoch, .reply(try state.bytes))
    return node
  }

  /// What nodes like these show, the last of which is down.
  private func observe(_ epochs: [Epoch?], alsoDown: Bool) async throws -> [NodeObservation] {
    let nodes = try epochs.map(node)
    return try await observe(nodes[...], [], alsoDown: alsoDown)
  }

  private func observe(
    _ nodes: ArraySlice<NodeScript>, _ endpoints: [Endpoint], alsoDown: Bool
  ) async throws -> [NodeObservation] {
    if let node = nodes.first {
      return try await withHTTP2Node(node) { port in
        try await observe(
          nodes.dropFirst(), endpoints + [Endpoint("http://127.0.0.1:\(port)")],
          alsoDown: alsoDown)
      }
    }
    return try await withRefusingPort { port in
      let down = alsoDown ? [try Endpoint("http://127.0.0.1:\(port)")] : []
      return try await withConnection(to: endpoints + down, settings: testSettings()) {
        await Chain($0).observations()
      }
    }
  }

  @Test("each is asked for itself: version, then state, then checkpoint")
  func order() async throws {
    let node = try node(7)
    let observations = try await observe([node], [], alsoDown: false)
    #expect(
      node.calls.map(\.method) == [Method.getObject, Method.getEpoch, Method.getCheckpoint])
    let seen = try #require(observations.first).result.get()
    #expect(seen.systemStateVersion == 99)
    #expect(seen.state.epoch == 7)
    #expect(seen.checkpoint.sequenceNumber == 42)
  }

  @Test(
    "they agree, are behind, or are silent; none hides another",
    arguments: [
      ([7, 7], false, 7, [0, 1], [], [], true),
      ([7, 8], false, 8, [1], [0], [], false),
      ([8, 7, nil], true, 8, [0], [1], [2, 3], false),
      ([7], true, 7, [0], [], [1], false),
      ([nil], false, nil, [], [], [0], false),
    ] as [([Epoch?], Bool, Epoch?, [Int], [Int], [Int], Bool)])
  func compared(
    epochs: [Epoch?], alsoDown: Bool, latest: Epoch?, agreeing: [Int], behind: [Int],
    silent: [Int], isUnanimous: Bool
  ) async throws {
    let observations = try await observe(epochs, alsoDown: alsoDown)
    let comparison = EpochComparison(observations)
    let endpoints = observations.map(\.endpoint)
    #expect(comparison.latest == latest)
    #expect(comparison.agreeing == agreeing.map { endpoints[$0] })
    #expect(comparison.behind == behind.map { endpoints[$0] })
    #expect(comparison.silent == silent.map { endpoints[$0] })
    #expect(comparison.isUnanimous == isUnanimous)
    for (epoch, observation) in zip(epochs, observations) where epoch == nil {
      #expect(throws: WireError("system_state", .systemStateOmitted)) {
        try observation.result.get()
      }
    }
  }

  @Test("no observation at all is no agreement")
  func none() {
    #expect(!EpochComparison([]).isUnanimous)
    #expect(EpochComparison([]).latest == nil)
  }

  @Test("checkpoints are followed on one node, until enough are seen")
  func follows() async throws {
    let node = NodeScript()
    node.on(
      Method.subscribe,
      [
        .headers, .message(notice(of: [], number: 1)), .message(notice(of: [.zero], number: 2)),
        .silence,
      ])
    let seen = try await withChain(node) { chain in
      try await chain.followCheckpoints(for: .seconds(60)) { notices in
        var seen: [CheckpointNotice] = []
        for try await notice in notices {
          seen.append(notice)
          if seen.count == 2 { break }
        }
        return seen
      }
    }
    #expect(seen.map(\.sequenceNumber) == [1, 2])
    #expect(seen.map(\.transactions) == [[], [.zero]])
  }
}
