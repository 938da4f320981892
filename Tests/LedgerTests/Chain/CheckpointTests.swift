import BCS
import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Checkpoints and boundaries: CHAIN.md 1.5 and 7.6, WIRE.md 3.8.
@Suite struct CheckpointTests {
  static let rich: Amount = 1_000_000_000_000

  private func chain() throws -> TestChain {
    try TestChain(coins: [.alice: [Self.rich, Self.rich]])
  }

  @Test("checkpoint 0 has the genesis, and its digest names the chain")
  func genesis() throws {
    let ledger = try chain().ledger
    let checkpoint = try #require(ledger.checkpoint(0))
    let summary = checkpoint.summary
    #expect(summary.epoch == 0)
    #expect(summary.previousDigest == nil)
    #expect(summary.networkTotalTransactions == 1)
    #expect(summary.timestampMs == TestChain.startMs)
    #expect(summary.checkpointCommitments == [])
    #expect(summary.endOfEpochData == nil)
    #expect(checkpoint.contents.entries.map(\.userSignatures) == [[]])
    #expect(ledger.chainID == summary.digest)
    #expect(ledger.latestCheckpoint == checkpoint)
  }

  @Test("checkpoints are chained and contain what was executed, in order and once")
  func chained() throws {
    var chain = try chain()
    let first = try chain.run(TestChain.create())
    let second = try chain.run(TestChain.create(), gas: [chain.coin(.alice, 1)])
    #expect(chain.ledger.transaction(first.digest)?.checkpoint == nil)
    let one = chain.ledger.makeCheckpoint(at: TestChain.startMs + 5)
    #expect(
      one.contents.entries.map(\.digests) == [
        ExecutionDigests(transaction: first.digest, effects: first.effects.digest),
        ExecutionDigests(transaction: second.digest, effects: second.effects.digest),
      ])
    #expect(one.contents.entries.map(\.userSignatures) == [first.signatures, second.signatures])
    #expect(one.summary.contentDigest == one.contents.digest)
    #expect(one.summary.previousDigest == chain.ledger.chainID)
    #expect(one.summary.networkTotalTransactions == 3)
    #expect(one.summary.epochRollingTransactionFees.totalFee == 1_003_800)
    #expect(chain.ledger.transaction(first.digest)?.checkpoint == 1)
    #expect(chain.ledger.checkpoint(1) == one)
    #expect(chain.ledger.checkpoint(one.digest) == one)
    #expect(chain.ledger.checkpoint(2) == nil)
    #expect(chain.ledger.checkpoint(CheckpointDigest.zero) == nil)
    // Time does not go backwards, and a checkpoint can be empty.
    let two = chain.ledger.makeCheckpoint(at: 0)
    #expect(two.summary.timestampMs == TestChain.startMs + 5)
    #expect(two.contents.entries == [])
    #expect(two.summary.contentDigest == .zero)
    #expect(two.summary.previousDigest == one.digest)
    #expect(two.summary.epochRollingTransactionFees.totalFee == 1_003_800)
  }

  @Test("the last checkpoint of an epoch ends with ChangeEpoch and says who validates next")
  func lastOfEpoch() throws {
    var chain = try chain()
    let pending = try chain.run(TestChain.create())
    let state = try #require(chain.ledger.object(.systemState))
    let startMs = TestChain.startMs + TestChain.epochMs
    let checkpoint = try chain.ledger.advanceEpoch(EpochChange(timestampMs: startMs))
    #expect(checkpoint.summary.epoch == 0)
    #expect(checkpoint.summary.timestampMs == startMs)
    let end = try #require(checkpoint.summary.endOfEpochData)
    #expect(end.nextEpochProtocolVersion == 5)
    #expect(end.nextEpochValidatorCommittee.epoch == 1)
    #expect(end.nextEpochValidatorCommittee == chain.ledger.systemState.committee)
    #expect(
      end.nextEpochValidatorCommittee.votingRights.values.map(\.rawValue).reduce(0, +) == 10_000)
    let digests = checkpoint.contents.entries.map(\.digests.transaction)
    #expect(digests.count == 2)
    #expect(digests.first == pending.digest)
    let record = try #require(digests.last.flatMap { chain.ledger.transaction($0) })
    guard case .changeEpoch(let payload) = record.data.kind else {
      Issue.record("\(record.data.kind.name)")
      return
    }
    #expect(payload.epoch == 1)
    #expect(payload.fees == 501_900)
    #expect(payload.epochStartTimestampMs == startMs)
    #expect(record.data.sender == .zero)
    #expect(record.data.gasPayment == [])
    #expect(record.signatures == [])
    #expect(record.effects.executedEpoch == 0)
    #expect(record.effects.fee == .zero)
    #expect(record.effects.gasObjectIndex == nil)
    #expect(record.effects.dependencies == [pending.digest])
    #expect(record.effects.version.rawValue == state.version.rawValue + 1)
    #expect(chain.ledger.object(.systemState)?.previousTransaction == record.digest)
    #expect(chain.ledger.systemState.epoch == 1)
    #expect(chain.ledger.epochFees == .zero)
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test("epochs are known by their start, and the current one lags until a checkpoint")
  func epochs() throws {
    var chain = try chain()
    let model = try chain.createModel()
    try chain.advance()
    let ledger = chain.ledger
    #expect(ledger.currentEpoch == 0)
    #expect(ledger.systemState.epoch == 1)
    // As a node does: the live state is shown for the epoch that the checkpoint names.
    #expect(ledger.shownSystemState(of: 0)?.epoch == 1)
    let zero = try #require(ledger.epoch(0))
    #expect(zero.startState.modelRegistry.models == [:])
    #expect(zero.endTimestampMs == TestChain.startMs + TestChain.epochMs)
    #expect(zero.lastCheckpoint == 1)
    let one = try #require(ledger.epoch(1))
    #expect(one.startState.modelRegistry.models.keys.contains(model))
    #expect(one.firstCheckpoint == 2)
    #expect(one.lastCheckpoint == nil)
    #expect(one.endTimestampMs == nil)
    #expect(one.committee.epoch == 1)
    #expect(ledger.epoch(2) == nil)
    _ = chain.ledger.makeCheckpoint(at: 0)
    #expect(chain.ledger.currentEpoch == 1)
    #expect(chain.ledger.shownSystemState(of: 0)?.epoch == 0)
    // Past epochs show their start, the current one the live state.
    try chain.run(.deactivateModel(modelID: .zero))
    let second = try chain.createModel()
    #expect(
      chain.ledger.shownSystemState(of: 1)?.modelRegistry.models.keys.contains(second) == true)
    #expect(
      chain.ledger.epoch(1)?.startState.modelRegistry.models.keys.contains(second) == false)
  }

  @Test("a failing boundary lets the epoch pass, and nothing else")
  func safeMode() throws {
    var chain = try chain()
    let model = try chain.createModel()
    try chain.run(TestChain.commit(model))
    var change = EpochChange(timestampMs: 0)
    change.isFailing = true
    let total = chain.ledger.supply.total
    for epoch: Epoch in [1, 2, 3] {
      let checkpoint = try chain.ledger.advanceEpoch(change)
      #expect(chain.ledger.systemState.epoch == epoch)
      #expect(chain.ledger.systemState.safeMode)
      #expect(chain.model(model)?.state.name == "Pending")
      let digest = try #require(checkpoint.contents.entries.last).digests.transaction
      let record = try #require(chain.ledger.transaction(digest))
      #expect(record.effects.status == .success)
      guard case .state(.safeModeEntered(epoch, _)) = record.events.first else {
        Issue.record("\(record.events)")
        continue
      }
      #expect(chain.ledger.supply.total == total)
    }
    try chain.advance()
    #expect(!chain.ledger.systemState.safeMode)
    #expect(chain.model(model)?.state.name == "Inactive")
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test("an unknown protocol version is refused, and nothing changes")
  func unknownVersion() throws {
    var chain = try chain()
    try chain.run(TestChain.create())
    let before = chain.ledger
    #expect(throws: BoundaryRefusal.unknownProtocolVersion(0)) {
      try chain.ledger.advanceEpoch(EpochChange(timestampMs: 0, protocolVersion: 0))
    }
    #expect(chain.ledger == before)
  }

  @Test("an early boundary pays no emission, one at its time does")
  func emission() throws {
    let chain = try chain()
    let pool = chain.ledger.systemState.emissionPool.balance
    for (timestampMs, paid) in [
      (TestChain.startMs + TestChain.epochMs - 1, 0),
      // 70 % of 1 370 SOMA go to validators.
      (TestChain.startMs + TestChain.epochMs, 959_000_000_000),
    ] as [(UInt64, Amount)] {
      var copy = chain
      _ = try copy.ledger.advanceEpoch(EpochChange(timestampMs: timestampMs))
      let left = copy.ledger.systemState.emissionPool.balance
      // What does not divide among validators goes back.
      let spent = try #require(pool.subtracting(left))
      #expect(spent <= paid && paid.shannons - spent.shannons < 10)
      #expect(copy.ledger.isSupplyConserved)
    }
  }

  /// Built by hand from the rule in `types/src/checkpoints.rs`.
  @Test("the commitment is over the last state of each object, ascending by id")
  func artifacts() throws {
    func effects(_ version: ObjectVersion, _ ids: [(UInt8, Bool)]) -> TransactionEffects {
      TransactionEffects(
        status: .success, executedEpoch: 0, fee: .zero, transactionDigest: .zero,
        gasObjectIndex: nil, dependencies: [], version: version,
        changedObjects: ids.map { id, isDeleted in
          ChangedObject(
            id: ObjectID(Bytes32(repeating: id)), input: nil,
            output: isDeleted
              ? nil
              : .init(digest: ObjectDigest(Bytes32(repeating: id)), owner: .immutable),
            operation: isDeleted ? .deleted : .unchanged)
        }, unchangedSharedObjects: [])
    }
    func leaf(_ id: UInt8, _ version: UInt8, _ digest: UInt8) -> [UInt8] {
      let content =
        [UInt8](repeating: id, count: 32) + [version, 0, 0, 0, 0, 0, 0, 0, 32]
        + [UInt8](repeating: digest, count: 32)
      return Blake2b256.hash([0] + content).bytes
    }
    let root = Blake2b256.hash([1] + leaf(1, 3, 1) + leaf(2, 2, UInt8(ascii: "c")))
    let expected = Blake2b256.hash([1, 32] + root.bytes)
    #expect(
      CheckpointCommitment.artifacts(of: [
        effects(2, [(1, false), (2, true)]), effects(3, [(1, false)]),
      ]) == .checkpointArtifacts(CheckpointArtifactsDigest(expected)))
  }
}
