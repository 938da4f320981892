import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import Ledger

/// Models from create to their end, through whole transactions and boundaries: CHAIN.md 1.2, 1.6.
@Suite struct LifecycleTests {
  static let rich: Amount = 1_000_000_000_000

  private func chain(at epoch: Int = 0) throws -> TestChain {
    var chain = try TestChain(coins: [.alice: [Self.rich], .bob: [Self.rich]])
    try chain.advance(epoch)
    return chain
  }

  private func failure(_ record: TransactionRecord) -> ExecutionFailure? {
    guard case .failure(let failure) = record.effects.status else { return nil }
    return failure
  }

  /// VECTORS.json, `timelines`.
  @Test("neglected models fare as in the vectors, row by row")
  func timelines() throws {
    let timelines = try JSONValue(vectors: "chain", in: .module)["timelines"].elements
    #expect(timelines.count == 2)
    for timeline in timelines {
      guard case .number(let createEpoch) = timeline["create_epoch"] else {
        Issue.record("no epoch")
        continue
      }
      var chain = try chain(at: Int(createEpoch))
      let model = try chain.createModel()
      for row in timeline["rows"].elements {
        guard case .number(let boundary) = row["after_boundary"],
          case .number(let balance) = row["balance"]
        else {
          Issue.record("no row")
          continue
        }
        if case .number(let epoch) = timeline["commit_epoch"],
          chain.ledger.systemState.epoch == Epoch(UInt64(epoch))
        {
          #expect(try chain.run(TestChain.commit(model)).effects.status == .success)
        }
        try chain.advance()
        #expect(chain.ledger.systemState.epoch == Epoch(UInt64(boundary)))
        let found = try #require(chain.model(model))
        #expect(found.state.name == row["state"].string)
        #expect(found.stakingPool.somaBalance == Amount(shannons: UInt64(balance)))
        #expect(chain.ledger.isSupplyConserved)
      }
    }
  }

  /// CHAIN.md 1.2: a reveal is possible in the epoch after the commit, and in no other.
  @Test("the reveal window is exactly one epoch", arguments: [0, 1, 2], [true, false])
  func window(epochsLater: Int, first: Bool) throws {
    var chain = try chain()
    let model: ModelID
    if first {
      model = try chain.createModel()
      try chain.run(TestChain.commit(model))
    } else {
      model = try chain.activeModel()
      let record = try chain.run(TestChain.commit(model, key: DecryptionKey(.zero)))
      #expect(record.effects.executedEpoch == 1)
    }
    try chain.advance(epochsLater)
    let key = first ? TestChain.key : DecryptionKey(.zero)
    let record = try chain.run(TestChain.reveal(model, key: key))
    switch (epochsLater, first) {
    case (1, _):
      #expect(failure(record) == nil)
      #expect(chain.model(model)?.revealed?.decryptionKey == key)
      #expect(chain.model(model)?.pendingUpdate == nil)
    case (0, _):
      #expect(failure(record) == .modelRevealEpochMismatch)
    case (_, true):
      #expect(failure(record) == .modelInvalidState)
      #expect(chain.model(model)?.state.name == "Inactive")
    case (_, false):
      #expect(failure(record) == .modelNoPendingUpdate)
      #expect(chain.model(model)?.revealed?.decryptionKey == TestChain.key)
      #expect(chain.model(model)?.stakingPool.somaBalance == 1_000_000_000)
    }
  }

  @Test("a commit on a Pending model fails for anyone, without looking at the owner")
  func wrongState() throws {
    var chain = try chain()
    let model = try chain.createModel()
    #expect(failure(try chain.run(TestChain.commit(model), by: .bob)) == .notModelOwner)
    try chain.run(TestChain.commit(model))
    #expect(failure(try chain.run(TestChain.commit(model))) == .modelInvalidState)
    #expect(failure(try chain.run(TestChain.commit(model), by: .bob)) == .modelInvalidState)
    #expect(failure(try chain.run(TestChain.commit(.zero))) == .modelNotFound)
  }

  @Test("a recommit replaces the pending update, and only the new one can be revealed")
  func recommit() throws {
    var chain = try chain()
    let model = try chain.activeModel()
    let keys = [DecryptionKey(.zero), DecryptionKey(Bytes32(repeating: 9))]
    for key in keys { try chain.run(TestChain.commit(model, key: key)) }
    try chain.advance()
    #expect(
      failure(try chain.run(TestChain.reveal(model, key: keys[0])))
        == .modelDecryptionKeyCommitmentMismatch)
    #expect(
      failure(
        try chain.run(TestChain.reveal(model, key: keys[1], embedding: SomaTensor([2]))))
        == .modelEmbeddingCommitmentMismatch)
    #expect(failure(try chain.run(TestChain.reveal(model, key: keys[1]))) == nil)
  }

  @Test("a stale Created model can still be committed and revealed, but not staked to (D1)")
  func staleCreated() throws {
    var chain = try chain()
    let model = try chain.createModel()
    try chain.advance(2)
    #expect(chain.model(model)?.state.name == "Created")
    #expect(chain.model(model)?.stakingPool.deactivationEpoch == 2)
    let stake = try chain.run(
      .addStakeToModel(AddStakeToModel(modelID: model, coin: chain.coin(.alice), amount: 5)))
    #expect(failure(stake) == .modelAlreadyInactive)
    #expect(stake.events.contains { $0.isDefect })
    try chain.run(TestChain.commit(model))
    try chain.advance()
    #expect(failure(try chain.run(TestChain.reveal(model))) == nil)
    #expect(chain.model(model)?.isActive == true)
    #expect(chain.model(model)?.stakingPool.somaBalance == 500_000_000)
  }

  /// CHAIN.md 1.6, step 1: 6 667 of 10 000 votes.
  @Test(
    "a quorum of reports takes 95 % at the boundary; one vote less takes nothing",
    arguments: [([0, 1], true), ([1, 2], false)] as [([Int], Bool)])
  func reported(by reporters: [Int], slashed: Bool) throws {
    var coins: [Account: [Amount]] = [.alice: [Self.rich]]
    for validator in Account.validators { coins[validator] = [Self.rich] }
    var chain = try TestChain(coins: coins)
    let model = try chain.activeModel()
    for reporter in reporters {
      try chain.run(.reportModel(modelID: model), by: Account.validators[reporter])
    }
    let total = chain.ledger.supply.total
    try chain.advance()
    #expect(chain.model(model)?.state.name == (slashed ? "Inactive" : "Active"))
    #expect(
      chain.model(model)?.stakingPool.somaBalance == (slashed ? 50_000_000 : 1_000_000_000))
    #expect(chain.ledger.supply.total == total - (slashed ? 950_000_000 : 0))
    #expect(chain.ledger.isSupplyConserved)
    #expect(chain.ledger.systemState.modelRegistry.modelReportRecords == [:])
  }

  @Test("an unbacked payment that is undone for lack of gas is not told")
  func undonePayment() throws {
    var chain = try TestChain(
      coins: [.alice: [Self.rich, 1500]], options: LedgerOptions(slashedStake: .asShipped))
    let created = try chain.run(TestChain.create())
    try chain.advance(2)
    let receipt = try chain.live(.derived(from: created.digest, creationNumber: 2))
    let record = try chain.run(
      .withdrawStake(stakedSoma: receipt), gas: [chain.coin(.alice, 1)])
    #expect(failure(record) == .insufficientGas)
    #expect(record.events == [.inputRestored(receipt.id)])
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test(
    "a receipt of a slashed model is worth what the slash left, or all of it as shipped (D2)",
    arguments: [
      (.asIntended, 500_000_000, 0), (.asShipped, 1_000_000_000, 500_000_000),
    ] as [(SlashedStakePolicy, Amount, Int128)])
  func slashedReceipt(policy: SlashedStakePolicy, paid: Amount, made: Int128) throws {
    var chain = try TestChain(
      coins: [.alice: [Self.rich]], options: LedgerOptions(slashedStake: policy))
    let created = try chain.run(TestChain.create())
    let model = ModelID.derived(from: created.digest, creationNumber: 0)
    try chain.run(TestChain.commit(model))
    let total = chain.ledger.supply.total
    try chain.advance(2)
    #expect(chain.model(model)?.state.name == "Inactive")
    #expect(chain.ledger.supply.total == total - 500_000_000)
    #expect(chain.ledger.isSupplyConserved)
    let receipt = try chain.live(.derived(from: created.digest, creationNumber: 2))
    let record = try chain.run(.withdrawStake(stakedSoma: receipt))
    #expect(chain.worth(.derived(from: record.digest, creationNumber: 0)) == paid)
    #expect(chain.ledger.supply.total == total - 500_000_000 + made)
    #expect(chain.ledger.isSupplyConserved)
  }
}
