import SomaTypes
import Testing

@testable import Ledger

/// What failed transactions do, and only that: CHAIN.md 2.2, 2.3, 10.3.
@Suite struct FailureTests {
  static let rich: Amount = 1_000_000_000_000

  private func failure(_ record: TransactionRecord) -> ExecutionFailure? {
    guard case .failure(let failure) = record.effects.status else { return nil }
    return failure
  }

  @Test("a failed reveal pays the base fee, moves versions, and changes nothing else")
  func failedReveal() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich]])
    let model = try chain.createModel()
    try chain.run(TestChain.commit(model))
    let (state, content) = (
      chain.ledger.systemState, chain.ledger.object(.systemState)?.content
    )
    let before = try #require(chain.ledger.object(TestChain.coinID(.alice, 0)))
    let record = try chain.run(TestChain.reveal(model))
    #expect(failure(record) == .modelRevealEpochMismatch)
    #expect(
      record.effects.fee
        == TransactionFee(baseFee: 1000, operationFee: .zero, valueFee: .zero, totalFee: 1000))
    #expect(chain.ledger.systemState == state)
    #expect(chain.ledger.object(.systemState)?.content == content)
    #expect(chain.ledger.object(.systemState)?.version == record.effects.version)
    let after = try #require(chain.ledger.object(before.id))
    #expect(after.version == record.effects.version)
    #expect(after.coinBalance == before.coinBalance?.subtracting(1000))
    #expect(record.effects.changedObjects.count == 2)
    #expect(chain.ledger.locks[before.reference] == nil)
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test(
    "with less than the base fee all of it is lost, and with exactly the base fee too",
    arguments: [1, 999, 1000] as [Amount])
  func tooLittleGas(balance: Amount) throws {
    var chain = try TestChain(coins: [.alice: [balance, 10, Self.rich]])
    let model = try chain.createModel(payingWith: 2)
    let state = try chain.live(.systemState)
    let record = try chain.run(.deactivateModel(modelID: model))
    #expect(failure(record) == .insufficientGas)
    #expect(record.effects.fee.baseFee == balance)
    #expect(record.effects.fee.totalFee == balance)
    #expect(record.effects.fee.operationFee == .zero)
    #expect(record.effects.gasObject?.operation == .deleted)
    #expect(record.effects.gasObject?.output == nil)
    #expect(chain.worth(TestChain.coinID(.alice, 0)) == nil)
    #expect(try chain.live(.systemState).version > state.version)
    // Exactly the base fee makes real nodes lose count (D8).
    #expect(
      record.events == (balance == 1000 ? [.gasWorthBaseFee(TestChain.coinID(.alice, 0))] : []))
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test(
    "between base fee and whole fee 1 000 is lost and the coin stays",
    arguments: [1001, 1599] as [Amount])
  func feeShortfall(balance: Amount) throws {
    var chain = try TestChain(coins: [.alice: [balance, Self.rich]])
    let model = try chain.createModel(payingWith: 1)
    let record = try chain.run(TestChain.commit(model))
    #expect(failure(record) == .insufficientGas)
    #expect(record.effects.fee.totalFee == 1000)
    #expect(chain.worth(TestChain.coinID(.alice, 0)) == balance.subtracting(1000))
    #expect(chain.model(model)?.state == .created(createEpoch: 0))
  }

  @Test("1 600 suffice for a commit, and the coin is used up")
  func exactFee() throws {
    var chain = try TestChain(coins: [.alice: [1600, Self.rich]])
    let model = try chain.createModel(payingWith: 1)
    let record = try chain.run(TestChain.commit(model))
    #expect(record.effects.status == .success)
    #expect(chain.worth(TestChain.coinID(.alice, 0)) == nil)
    #expect(record.effects.gasObject?.operation == .deleted)
  }

  @Test("gas worth nothing in a transfer moves no version and locks the inputs until the boundary")
  func zeroGasTransfer() throws {
    var chain = try TestChain(coins: [.alice: [.zero, 50]])
    let coins = [try chain.coin(.alice), try chain.coin(.alice, 1)]
    let record = try chain.run(
      .transferCoin(
        TransferCoin(coin: coins[1], amount: 5, recipient: try Account.bob.address)))
    #expect(failure(record) == .insufficientGas)
    #expect(record.effects.fee == .zero)
    #expect(record.effects.changedObjects == [])
    #expect(record.effects.gasObjectIndex == nil)
    #expect(record.effects.version == 0x7fff_ffff_ffff_ffff)
    #expect([try chain.coin(.alice), try chain.coin(.alice, 1)] == coins)
    #expect(coins.map { chain.ledger.locks[$0] } == [record.digest, record.digest])
    #expect(throws: InputRefusal.locked(coins[0], by: record.digest)) {
      try chain.run(
        .transferCoin(
          TransferCoin(coin: coins[1], amount: 6, recipient: try Account.bob.address)))
    }
    try chain.advance()
    #expect(coins.map { chain.ledger.locks[$0] } == [nil, nil])
  }

  @Test("gas worth nothing with a shared input moves the versions on all the same (D10)")
  func zeroGasShared() throws {
    var chain = try TestChain(coins: [.alice: [.zero]])
    let coin = try chain.coin(.alice)
    let record = try chain.run(.deactivateModel(modelID: .zero))
    #expect(failure(record) == .insufficientGas)
    #expect(record.effects.fee == .zero)
    #expect(record.effects.version == 2)
    #expect(try chain.coin(.alice).version == 2)
    #expect(try chain.live(.systemState).version == 2)
    #expect(chain.ledger.locks[coin] == nil)
    #expect(record.events == [.worthlessGas(coin.id)])
  }

  @Test("merged gas coins stay merged when the transaction fails")
  func smashedGas() throws {
    var chain = try TestChain(coins: [.alice: [3000, 4000]])
    let gas = [try chain.coin(.alice), try chain.coin(.alice, 1)]
    let record = try chain.run(.deactivateModel(modelID: .zero), gas: gas)
    #expect(failure(record) == .modelNotFound)
    #expect(chain.worth(gas[0].id) == 6000)
    #expect(chain.worth(gas[1].id) == nil)
  }

  @Test("after a fee shortfall another input is put back, and ids stay given out (D5)")
  func shortfallWithOtherInput() throws {
    var chain = try TestChain(coins: [.alice: [1800, Self.rich, Self.rich]])
    let model = try chain.createModel(payingWith: 2)
    let coin = try #require(chain.ledger.object(TestChain.coinID(.alice, 1)))
    let record = try chain.run(
      .addStakeToModel(AddStakeToModel(modelID: model, coin: coin.reference, amount: 500)))
    #expect(failure(record) == .insufficientGas)
    let after = try #require(chain.ledger.object(coin.id))
    #expect(after.coinBalance == coin.coinBalance)
    #expect(after.version == record.effects.version)
    let ghost = ObjectID.derived(from: record.digest, creationNumber: 0)
    #expect(
      record.effects.changedObjects.first { $0.id == ghost }
        == ChangedObject(id: ghost, input: nil, output: nil, operation: .created))
    #expect(chain.ledger.object(ghost) == nil)
    #expect(!record.effects.written.contains { $0.id == ghost })
    #expect(record.events == [.inputRestored(coin.id)])
    #expect(chain.model(model)?.stakingPool.held == 1_000_000_000)
  }

  @Test("the whole gas coin can be staked to a model (D4)")
  func wholeGasCoin() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich, Self.rich]])
    let model = try chain.createModel(payingWith: 1)
    let record = try chain.run(
      .addStakeToModel(
        AddStakeToModel(modelID: model, coin: try chain.coin(.alice), amount: nil)))
    #expect(record.effects.status == .success)
    #expect(chain.worth(TestChain.coinID(.alice, 0)) == nil)
    #expect(
      chain.model(model)?.stakingPool.held
        == Amount(shannons: 1_001_000_000_000 - 500_001_900))
    #expect(record.events == [.wholeGasCoinStaked(TestChain.coinID(.alice, 0))])
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test(
    "a transfer from the gas coin needs amount and fees, to the shannon",
    arguments: [(0, true), (1, false)] as [(UInt64, Bool)])
  func transferNeed(missing: UInt64, suffices: Bool) throws {
    var chain = try TestChain(coins: [
      .alice: [Amount(shannons: 500_501_600 - missing)]
    ])
    let record = try chain.run(
      .transferCoin(
        TransferCoin(
          coin: try chain.coin(.alice), amount: 500_000_000, recipient: try Account.bob.address)))
    #expect(failure(record) == (suffices ? nil : .insufficientCoinBalance))
  }

  @Test("what would lose money is refused, and nothing changes")
  func supply() throws {
    // More is on its way out of this pool than it holds, so that new stake would vanish in it.
    var chain = try TestChain(coins: [.alice: [Self.rich]]) {
      $0.validators.validators[0].stakingPool.somaBalance = .zero
      $0.validators.validators[0].stakingPool.pendingTotalSomaWithdraw = 500
    }
    let stake = TransactionKind.addStake(
      AddStake(
        validator: try Account.validators[0].address, coin: try chain.coin(.alice), amount: 300))
    var before = chain.ledger
    #expect(throws: InputRefusal.supplyNotConserved(difference: -300)) { try chain.run(stake) }
    #expect(chain.ledger == before)
    // What comes back to this pool no longer fits.
    chain = try TestChain { $0.emissionPool.balance = Amount(shannons: .max) }
    chain.ledger.epochFees.totalFee = 1_000_000
    before = chain.ledger
    #expect(throws: BoundaryRefusal.supplyNotConserved(difference: -300_000)) {
      try chain.ledger.advanceEpoch(EpochChange(timestampMs: 0))
    }
    #expect(chain.ledger == before)
  }

  /// CHAIN.md 1.3, what executors check before the system state does.
  @Test("executors refuse what they are given wrongly, in the chain's order")
  func arguments() throws {
    var chain = try TestChain(coins: [
      .alice: [Self.rich, 100, 100], Account.bob: [Self.rich],
    ])
    let bob = try Account.bob.address
    let created = try chain.run(TestChain.create())
    let receipt = try chain.live(.derived(from: created.digest, creationNumber: 2))
    let small = try chain.coin(.alice, 1)
    let validator = try Account.validators[0].address
    let cases: [(TransactionKind, ExecutionFailure)] = [
      (
        .transferCoin(TransferCoin(coin: small, amount: 101, recipient: bob)),
        .insufficientCoinBalance
      ),
      (
        .transferCoin(TransferCoin(coin: receipt, amount: 1, recipient: bob)),
        .invalidObjectType(objectID: receipt.id, expected: .coin, actual: .stakedSoma)
      ),
      (
        .withdrawStake(stakedSoma: small),
        .invalidObjectType(objectID: small.id, expected: .stakedSoma, actual: .coin)
      ),
      (
        .addStake(AddStake(validator: bob, coin: small, amount: 5)), .validatorNotFound
      ),
      (
        .addStake(AddStake(validator: validator, coin: small, amount: 101)),
        .insufficientCoinBalance
      ),
      (
        .addStakeToModel(AddStakeToModel(modelID: .zero, coin: receipt, amount: 1)),
        .invalidObjectType(objectID: receipt.id, expected: .coin, actual: .stakedSoma)
      ),
      (
        .addStakeToModel(AddStakeToModel(modelID: .zero, coin: small, amount: 0)),
        .invalidArguments(reason: "the stake is 0")
      ),
      (
        .addStakeToModel(AddStakeToModel(modelID: .zero, coin: small, amount: 101)),
        .insufficientCoinBalance
      ),
      (
        .addStakeToModel(AddStakeToModel(modelID: .zero, coin: small, amount: 1)), .modelNotFound
      ),
      (
        .createModel(CreateModel(stake: 1, commissionRate: 20_000, architectureVersion: 2)),
        .modelArchitectureVersionMismatch
      ),
      (
        .createModel(CreateModel(stake: 1, commissionRate: 20_000, architectureVersion: 1)),
        .modelMinStakeNotMet
      ),
      (
        .createModel(
          CreateModel(stake: 1_000_000_000, commissionRate: 10_001, architectureVersion: 1)),
        .modelCommissionRateTooHigh
      ),
      (TestChain.create(stake: 999_000_000_000), .insufficientCoinBalance),
    ]
    for (kind, expected) in cases {
      let record = try chain.run(kind.renewed(in: chain))
      #expect(failure(record) == expected, "\(kind.name)")
      #expect(record.effects.fee.totalFee == 1000)
    }
  }

  @Test("PayCoins checks its lists")
  func payCoinsArguments() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich]])
    let bob = try Account.bob.address
    let payments: [PayCoins] = [
      PayCoins(coins: [], amounts: [1], recipients: [bob]),
      PayCoins(coins: [try chain.coin(.alice)], amounts: [1], recipients: []),
      PayCoins(coins: [try chain.coin(.alice)], amounts: [1, 2], recipients: [bob]),
      PayCoins(coins: [try chain.coin(.alice)], amounts: nil, recipients: [bob, bob]),
    ]
    for payment in payments {
      let record = try chain.run(TransactionKind.payCoins(payment).renewed(in: chain))
      guard case .invalidArguments = failure(record) else {
        Issue.record("\(record.effects.status)")
        continue
      }
    }
    let overflow = try chain.run(
      .payCoins(
        PayCoins(
          coins: [try chain.coin(.alice)], amounts: [Amount(shannons: .max), 1],
          recipients: [bob, bob])))
    #expect(failure(overflow) == .arithmeticOverflow)
  }
}

extension TestChain {
  /// A model that was paid for with one of alice's other coins.
  fileprivate mutating func createModel(payingWith index: Int) throws -> ModelID {
    let record = try run(Self.create(), gas: [coin(.alice, index)])
    return ModelID.derived(from: record.digest, creationNumber: 0)
  }
}

extension TransactionKind {
  /// The same with the references that are live now.
  fileprivate func renewed(in chain: TestChain) throws -> TransactionKind {
    switch self {
    case .transferCoin(var transfer):
      transfer.coin = try chain.live(transfer.coin.id)
      return .transferCoin(transfer)
    case .payCoins(var payment):
      payment.coins = try payment.coins.map { try chain.live($0.id) }
      return .payCoins(payment)
    case .addStake(var stake):
      stake.coin = try chain.live(stake.coin.id)
      return .addStake(stake)
    case .addStakeToModel(var stake):
      stake.coin = try chain.live(stake.coin.id)
      return .addStakeToModel(stake)
    case .withdrawStake(let receipt):
      return .withdrawStake(stakedSoma: try chain.live(receipt.id))
    default:
      return self
    }
  }
}
