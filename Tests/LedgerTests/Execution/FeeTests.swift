import SomaTypes
import TestSupport
import Testing

@testable import Ledger

/// What transactions pay: CHAIN.md 2.1 and 2.4.
@Suite struct FeeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let total: UInt64
    let writes: UInt64
    let moved: UInt64
    let rateBps: UInt64
    let kind: @Sendable (inout TestChain) throws -> TransactionKind

    init(
      _ name: String, writes: UInt64, moved: UInt64 = 0, rate: UInt64 = 0, total: UInt64,
      _ kind: @escaping @Sendable (inout TestChain) throws -> TransactionKind
    ) {
      testDescription = name
      self.writes = writes
      self.moved = moved
      rateBps = rate
      self.total = total
      self.kind = kind
    }
  }

  static let rich: Amount = 1_000_000_000_000

  static let rows: [Row] = [
    Row("CreateModel of 1 SOMA", writes: 3, moved: 1_000_000_000, rate: 5, total: 501_900) { _ in
      TestChain.create()
    },
    Row("CreateModel of 10 SOMA", writes: 3, moved: 10_000_000_000, rate: 5, total: 5_001_900) {
      _ in TestChain.create(stake: 10_000_000_000)
    },
    Row("CommitModel", writes: 2, total: 1600) { try TestChain.commit($0.createModel()) },
    Row("RevealModel", writes: 2, total: 1600) { chain in
      let model = try chain.createModel()
      try chain.run(TestChain.commit(model))
      try chain.advance()
      return TestChain.reveal(model)
    },
    Row("DeactivateModel", writes: 2, total: 1600) {
      .deactivateModel(modelID: try $0.activeModel())
    },
    Row("SetModelCommissionRate", writes: 2, total: 1600) {
      .setModelCommissionRate(
        SetModelCommissionRate(modelID: try $0.activeModel(), newRate: 100))
    },
    Row("AddStakeToModel from gas", writes: 3, moved: 5_000_000_000, rate: 5, total: 2_501_900) {
      .addStakeToModel(
        AddStakeToModel(
          modelID: try $0.createModel(), coin: try $0.coin(.alice), amount: 5_000_000_000))
    },
    Row("AddStakeToModel, part", writes: 4, moved: 5_000_000_000, rate: 5, total: 2_502_200) {
      .addStakeToModel(
        AddStakeToModel(
          modelID: try $0.createModel(), coin: try $0.coin(.alice, 1), amount: 5_000_000_000))
    },
    Row("AddStakeToModel, all", writes: 3, moved: rich.shannons, rate: 5, total: 500_001_900) {
      .addStakeToModel(
        AddStakeToModel(
          modelID: try $0.createModel(), coin: try $0.coin(.alice, 1), amount: rich))
    },
    Row("AddStake from gas", writes: 3, moved: 5_000_000_000, rate: 5, total: 2_501_900) {
      .addStake(
        AddStake(
          validator: try Account.validators[0].address, coin: try $0.coin(.alice),
          amount: 5_000_000_000))
    },
    Row(
      "AddStake, all of the gas coin", writes: 3, moved: rich.shannons, rate: 5,
      total: 500_001_900
    ) {
      .addStake(
        AddStake(
          validator: try Account.validators[0].address, coin: try $0.coin(.alice), amount: nil))
    },
    Row("WithdrawStake", writes: 3, moved: 1_000_000_000, rate: 5, total: 501_900) { chain in
      let record = try chain.run(TestChain.create())
      return .withdrawStake(
        stakedSoma: try chain.live(.derived(from: record.digest, creationNumber: 2)))
    },
    Row("TransferCoin from gas", writes: 2, moved: 500_000_000, rate: 10, total: 501_600) {
      .transferCoin(
        TransferCoin(
          coin: try $0.coin(.alice), amount: 500_000_000, recipient: try Account.bob.address))
    },
    Row("TransferCoin, part", writes: 3, moved: 500_000_000, rate: 10, total: 501_900) {
      .transferCoin(
        TransferCoin(
          coin: try $0.coin(.alice, 1), amount: 500_000_000, recipient: try Account.bob.address))
    },
    Row("TransferCoin, whole", writes: 2, moved: rich.shannons, rate: 10, total: 1_000_001_600) {
      .transferCoin(
        TransferCoin(
          coin: try $0.coin(.alice, 1), amount: nil, recipient: try Account.bob.address))
    },
    Row("TransferCoin, whole gas", writes: 2, moved: rich.shannons, rate: 10, total: 1_000_001_600)
    {
      .transferCoin(
        TransferCoin(coin: try $0.coin(.alice), amount: nil, recipient: try Account.bob.address))
    },
    Row("PayCoins, one recipient", writes: 2, moved: 2_000_000_000, rate: 10, total: 2_001_600) {
      .payCoins(
        PayCoins(
          coins: [try $0.coin(.alice)], amounts: [2_000_000_000],
          recipients: [try Account.bob.address]))
    },
    Row("PayCoins, two recipients", writes: 3, moved: 3_000_000_000, rate: 10, total: 3_001_900) {
      .payCoins(
        PayCoins(
          coins: [try $0.coin(.alice)], amounts: [1_000_000_000, 2_000_000_000],
          recipients: [try Account.bob.address, try Account.carol.address]))
    },
    Row("TransferObjects, two", writes: 3, total: 1900) {
      .transferObjects(
        TransferObjects(
          objects: [try $0.coin(.alice, 1), try $0.coin(.alice, 2)],
          recipient: try Account.bob.address))
    },
  ]

  @Test("each kind pays what the table says", arguments: rows)
  func table(row: Row) throws {
    var chain = try TestChain(coins: [.alice: [Self.rich, Self.rich, Self.rich]]) {
      // So that boundaries leave the value fee alone.
      $0.parameters.feeAdjustmentRateBps = 0
    }
    let kind = try row.kind(&chain)
    let before = chain.worth(TestChain.coinID(.alice, 0))
    let record = try chain.run(kind)
    #expect(record.effects.status == .success)
    let fee = record.effects.fee
    #expect(fee.baseFee == 1000)
    #expect(fee.operationFee == Amount(shannons: 300 * row.writes))
    #expect(fee.valueFee == Amount(shannons: row.moved * row.rateBps / 10_000))
    #expect(fee.totalFee == Amount(shannons: row.total))
    #expect(before != chain.worth(TestChain.coinID(.alice, 0)))
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test(
    "validators pay for two writes",
    arguments: [
      .reportModel(modelID: .zero), .undoReportModel(modelID: .zero),
      .setCommissionRate(newRate: 5), .removeValidator(pubkey: []),
      .reportValidator(reportee: .zero), .undoReportValidator(reportee: .zero),
      .updateValidatorMetadata(UpdateValidatorMetadata()),
      .addValidator(ValidatorTests.payload()),
    ] as [TransactionKind])
  func validatorKinds(kind: TransactionKind) throws {
    let reporter = Account.validators[0]
    var chain = try TestChain(coins: [
      .alice: [Self.rich], .bob: [Self.rich], reporter: [Self.rich],
    ])
    let model = try chain.activeModel()
    let reportee = try Account.validators[1].address
    var sender = reporter
    let actual: TransactionKind
    switch kind {
    case .reportModel: actual = .reportModel(modelID: model)
    case .undoReportModel:
      actual = .undoReportModel(modelID: model)
      try chain.run(.reportModel(modelID: model), by: reporter)
    case .reportValidator: actual = .reportValidator(reportee: reportee)
    case .undoReportValidator:
      actual = .undoReportValidator(reportee: reportee)
      try chain.run(.reportValidator(reportee: reportee), by: reporter)
    case .addValidator:
      // Who is one already cannot become one.
      sender = .bob
      actual = kind
    default: actual = kind
    }
    let record = try chain.run(actual, by: sender)
    #expect(record.effects.status == .success)
    #expect(record.effects.fee.totalFee == 1600)
    #expect(record.effects.changedObjects.count == 2)
  }

  /// CHAIN.md 2.4, last line, and VECTORS.json.
  @Test("creating costs what the vectors say at each rate")
  func vectorRates() throws {
    let rows = try JSONValue(vectors: "chain", in: .module)["fees"].elements.filter {
      $0["kind"].string == "CreateModel"
    }
    #expect(rows.count == 12)
    for row in rows {
      guard case .number(let bps) = row["value_fee_bps"], case .number(let stake) = row["stake"],
        case .number(let value) = row["value"], case .number(let total) = row["total"]
      else {
        Issue.record("not a number in \(row)")
        continue
      }
      var chain = try TestChain(coins: [.alice: [Self.rich]]) {
        $0.parameters.valueFeeBps = BasisPoints(UInt64(bps))
      }
      let record = try chain.run(TestChain.create(stake: Amount(shannons: UInt64(stake))))
      #expect(record.effects.fee.valueFee == Amount(shannons: UInt64(value)))
      #expect(record.effects.fee.totalFee == Amount(shannons: UInt64(total)))
    }
  }

  @Test("a faucet grant of 2 SOMA leaves 999 498 100 shannons after creating with 1")
  func faucetGrant() throws {
    var chain = try TestChain(coins: [.alice: [2_000_000_000]])
    try chain.run(TestChain.create())
    #expect(chain.worth(TestChain.coinID(.alice, 0)) == 999_498_100)
  }

  @Test(
    "the gas coin needs stake and fee, to the shannon",
    arguments: [(1_000_501_900, true), (1_000_501_899, false)] as [(Amount, Bool)])
  func exactNeed(balance: Amount, suffices: Bool) throws {
    var chain = try TestChain(coins: [.alice: [balance]])
    let record = try chain.run(TestChain.create())
    if suffices {
      #expect(record.effects.status == .success)
      // Used up, and so deleted, but counted among the three.
      #expect(chain.worth(TestChain.coinID(.alice, 0)) == nil)
      #expect(record.effects.gasObject?.output == nil)
      #expect(record.effects.gasObject?.operation == .deleted)
    } else {
      #expect(record.effects.status == .failure(.insufficientCoinBalance))
      #expect(record.effects.fee.totalFee == 1000)
    }
  }

  @Test("rates are those of the epoch's start, and move 10, 9, 8, 7, 7 on a quiet chain")
  func quietSequence() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich]])
    var seen: [BasisPoints] = []
    for _ in 0..<7 {
      seen.append(chain.ledger.rates.valueFeeBps)
      try chain.advance()
    }
    #expect(seen == [10, 9, 8, 7, 7, 7, 7])
    // A live change, if there were one, would count from the next epoch on only.
    chain.ledger.systemState.parameters.valueFeeBps = 50
    let record = try chain.run(TestChain.create())
    #expect(record.effects.fee.valueFee == 300_000)
  }
}
