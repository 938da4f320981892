import Ledger
import Localnet
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("A chain that misbehaves on purpose", .timeLimit(.minutes(2))) struct ChainFaultTests {
  @Test("the epoch ends between submission and execution")
  func boundaryBeforeExecution() async throws {
    try await withTestNet { net in
      net.faults.inject(.boundaryBeforeExecution)
      let executed = try await net.alice.transferCoin(1, to: net.bob.address)
      #expect(executed.effects.executedEpoch == 1)
      #expect(try await net.chain.systemState().epoch == 1)
    }
  }

  @Test("a transaction that timed out runs in a later epoch")
  func delayedExecution() async throws {
    try await withTestNet { net in
      let transaction = try await net.transfer()
      let digest = transaction.data.digest
      net.faults.inject(.delayedExecution(epochs: 2))
      let outcome = try await net.whileTimePasses { await net.chain.submit(transaction) }
      guard case .unknown(.call(let failure)) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(failure.code == .unavailable)
      #expect(failure.message.contains("timed out before finality"))
      #expect(try await net.chain.transaction(digest) == nil)
      // Meanwhile its coins are held.
      let other = try await net.transfer(to: net.alice.address)
      guard case .unknown(.call(let conflict)) = await net.chain.submit(other) else {
        Issue.record("the coin was not held")
        return
      }
      #expect(conflict.code == .failedPrecondition)

      try await net.node.endEpoch()
      #expect(try await net.chain.transaction(digest) == nil)
      try await net.node.endEpoch()
      #expect(try await net.chain.transaction(digest)?.effects.executedEpoch == 2)
    }
  }

  @Test("a coin that someone else locked is free again in the next epoch")
  func lockedCoin() async throws {
    try await withTestNet { net in
      let transaction = try await net.transfer()
      net.faults.inject(.lockedCoin)
      for _ in 0..<2 {
        guard case .unknown(.call(let failure)) = await net.chain.submit(transaction) else {
          Issue.record("the coin was not locked")
          return
        }
        #expect(failure.code == .failedPrecondition)
        #expect(failure.message.contains("already locked by a different transaction"))
        #expect(failure.message.contains("Object (\(transaction.data.gasPayment[0].id),"))
      }
      try await net.node.endEpoch()
      guard case .ran(let executed) = await net.chain.submit(transaction) else {
        Issue.record("the lock survived the epoch")
        return
      }
      #expect(executed.effects.executedEpoch == 1)
    }
  }

  @Test("without checkpoints a transaction is final, but not seen, and balances lag")
  func checkpointStall() async throws {
    try await withTestNet { net in
      net.faults.inject(.checkpointStall, times: nil)
      let before = try await net.chain.checkpoint().summary.sequenceNumber
      let submission = await net.chain.submit(
        try await net.transfer(), awaitingCheckpointFor: .milliseconds(50))
      guard case .ran = submission.outcome else {
        Issue.record("\(submission)")
        return
      }
      #expect(submission.finality == .notSeen)
      #expect(try await net.chain.checkpoint().summary.sequenceNumber == before)
      #expect(try await net.chain.balance(of: net.bob.address) == 200_000_000_000)
      net.faults.clearAll()
      await net.node.tick()
      #expect(try await net.chain.balance(of: net.bob.address) == 200_000_000_001)
    }
  }

  @Test("after a boundary the latest checkpoint can still be of the old epoch")
  func checkpointEpochLag() async throws {
    try await withTestNet { net in
      net.faults.inject(.checkpointEpochLag)
      #expect(try await net.node.endEpoch() == 1)
      _ = await net.chain.submit(try await net.transfer())
      await net.node.tick()
      let seen = try #require(await net.chain.observations().first).result.get()
      #expect(seen.state.epoch == 1)
      #expect(seen.checkpoint.epoch == 0)
      #expect(try await net.chain.serviceInfo().epoch == 0)
      #expect(try await net.chain.epoch().epoch == 0)
      net.faults.clearAll()
      await net.node.makeCheckpoint()
      #expect(try await net.chain.epoch().epoch == 1)
    }
  }

  @Test("a boundary brings another protocol version")
  func protocolVersion() async throws {
    try await withTestNet {
      $0.genesis.protocolVersion = 4
      $0.faults = [FaultRule(.protocolVersion(5))]
    } _: { net in
      #expect(try await net.chain.protocolConfig().protocolVersion == 4)
      try await net.node.endEpoch()
      #expect(try await net.chain.protocolConfig().protocolVersion == 5)
      try await net.node.endEpoch()
      #expect(try await net.chain.protocolConfig().protocolVersion == 5)
    }
  }

  @Test("a boundary brings a protocol version that nobody knows yet")
  func unknownProtocolVersion() async throws {
    try await withTestNet {
      $0.faults = [FaultRule(.protocolVersion(6))]
    } _: { net in
      try await net.node.endEpoch()
      #expect(try await net.chain.protocolConfig().protocolVersion == 6)
      #expect(try await net.chain.systemState().state.get().protocolVersion == 6)
    }
  }

  @Test("a boundary that fails puts the chain into safe mode for an epoch")
  func safeMode() async throws {
    try await withTestNet { net in
      net.faults.inject(.safeMode)
      try await net.node.endEpoch()
      let state = try await net.chain.systemState()
      #expect(state.epoch == 1)
      #expect(try state.state.get().safeMode)
      try await net.node.endEpoch()
      #expect(try await !net.chain.systemState().state.get().safeMode)
    }
  }
}
