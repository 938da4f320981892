import Localnet
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("Every read of the SDK", .timeLimit(.minutes(2))) struct ReadTests {
  @Test("the node says what it is, and which chain it has")
  func serviceInfo() async throws {
    try await withTestNet { net in
      try await net.alice.transferCoin(1, to: net.bob.address)
      let info = try await net.chain.serviceInfo()
      let genesis = try await net.chain.checkpoint(.sequenceNumber(0))
      #expect(
        info
          == ServiceInfo(
            chainID: genesis.summary.digest, chain: "localnet", epoch: 0, checkpointHeight: 1,
            timestampMs: net.clock.milliseconds, lowestAvailableCheckpoint: 0,
            lowestAvailableCheckpointObjects: 0, server: "soma-node/0.1.21"))
    }
  }

  @Test("objects are read in their versions")
  func objects() async throws {
    try await withTestNet { net in
      let coin = try #require(try await net.chain.coins(of: net.bob.address).coins.first)
      let id = coin.reference.id
      try await net.bob.transferCoin(1, to: net.alice.address, from: id)
      let before = try await net.chain.object(id, version: coin.reference.version)
      #expect(before.reference == coin.reference)
      let version = try await net.chain.objectVersion(id)
      #expect(version > coin.reference.version)
      #expect(try await net.chain.object(id).version == version)
      #expect(try await net.chain.object(.systemState).type == .systemState)

      let missing = ObjectID.zero
      let failure = await #expect(throws: RPCFailure.self) {
        try await net.chain.object(missing)
      }
      #expect(failure?.code == .notFound)
      #expect(failure?.message == "Object \(missing) not found")
      let noVersion = await #expect(throws: RPCFailure.self) {
        try await net.chain.object(id, version: 999)
      }
      #expect(noVersion?.message == "Object \(id) with version 999 not found")
    }
  }

  @Test("a transaction is known at once, and its checkpoint once there is one")
  func transactions() async throws {
    try await withTestNet {
      $0.node.pace = .manual
    } _: { net in
      let transaction = try await net.transfer()
      _ = await net.chain.submit(transaction)
      let digest = transaction.data.digest
      let early = try #require(try await net.chain.transaction(digest))
      #expect(early.checkpoint == nil)
      #expect(early.timestampMs == nil)
      #expect(early.balanceChanges.isEmpty)
      await net.node.makeCheckpoint()
      let late = try #require(try await net.chain.transaction(digest))
      #expect(late.checkpoint == 1)
      #expect(late.timestampMs == net.clock.milliseconds)
      #expect(late.effects == early.effects)
      let bob = net.bob.address
      #expect(late.balanceChanges.contains(BalanceChange(address: bob, shannons: 1)))
      #expect(try await net.chain.transaction(TransactionDigest.zero) == nil)
    }
  }

  @Test("checkpoints are read by number and digest, and form a chain")
  func checkpoints() async throws {
    try await withTestNet { net in
      for _ in 0..<2 { try await net.alice.transferCoin(1, to: net.bob.address) }
      let latest = try await net.chain.checkpoint()
      #expect(latest.summary.sequenceNumber == 2)
      #expect(latest.summary.networkTotalTransactions == 3)
      #expect(latest.signature.signers == [0])
      let previous = try #require(latest.summary.previousDigest)
      #expect(try await net.chain.checkpoint(.digest(previous)).summary.sequenceNumber == 1)
      let failure = await #expect(throws: RPCFailure.self) {
        try await net.chain.checkpoint(.sequenceNumber(9))
      }
      #expect(failure?.code == .notFound)
      #expect(failure?.message == "Checkpoint 9 not found")
    }
  }

  @Test("epochs: the live state now, the first one of the past, and little of the future")
  func epochs() async throws {
    try await withTestNet { net in
      let model = try await net.alice.commitModel(testRelease(), commission: 500)
      try await net.node.endEpoch()
      #expect(try await net.chain.systemState().models[model] != nil)
      #expect(try await net.chain.systemState(of: 0).models.isEmpty)
      #expect(try await net.chain.epoch(7) == EpochInfo(epoch: 7))
      let config = try await net.chain.protocolConfig()
      #expect(try config.number("model_architecture_version") == 1)
      #expect(try config.number("submission_bond_per_byte") == 65)
      #expect(config.attributes["target_initial_distance_threshold"] == "1.05")
      #expect(config.attributes["target_max_distance_threshold"] == "2")
      #expect(config.attributes.count == 41)
    }
  }

  @Test("a simulation charges nothing, and says what would happen")
  func simulate() async throws {
    try await withTestNet { net in
      let transaction = try await net.transfer()
      let tried = try await net.chain.simulate(transaction.data)
      #expect(try await net.chain.transaction(transaction.data.digest) == nil)
      guard case .ran(let executed) = await net.chain.submit(transaction) else {
        Issue.record("not executed")
        return
      }
      #expect(tried.effects == executed.effects)
      let failure = await #expect(throws: RPCFailure.self) {
        var data = transaction.data
        data.gasPayment = [ObjectRef(id: .zero, version: 1, digest: .zero)]
        return try await net.chain.simulate(data)
      }
      #expect(failure?.code == .internal)
      #expect(failure?.message.contains("Could not find the referenced object") == true)
    }
  }

  @Test("challenges are gone")
  func challenges() async throws {
    try await withTestNet { net in
      let failure = await #expect(throws: RPCFailure.self) { try await net.chain.challenges() }
      #expect(failure?.code == .unimplemented)
      #expect(failure?.message == "Challenge system has been removed")
    }
  }
}
