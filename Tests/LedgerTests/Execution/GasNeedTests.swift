import SomaTypes
import TestSupport
import Testing

@testable import Ledger

/// The worked numbers of CHAIN.md 2.4: what has to be in the gas coin, to the shannon.
@Suite struct GasNeedTests {
  /// A case of the second table.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the table says is needed.
    let need: Amount
    /// What happens with less of it: how much less, and how it fails.
    let shortfalls: [(UInt64, ExecutionFailure)]
    /// Gets the reference of the gas coin.
    let kind: @Sendable (inout TestChain, ObjectRef) throws -> TransactionKind

    init(
      _ name: String, need: Amount, _ shortfalls: [(UInt64, ExecutionFailure)],
      _ kind: @escaping @Sendable (inout TestChain, ObjectRef) throws -> TransactionKind
    ) {
      testDescription = name
      self.need = need
      self.shortfalls = shortfalls
      self.kind = kind
    }
  }

  static let rich: Amount = 1_000_000_000_000

  static let cases: [Case] = [
    Case("create, 1 SOMA", need: 1_000_501_900, [(1, .insufficientCoinBalance)]) { _, _ in
      TestChain.create()
    },
    Case("create, 10 SOMA", need: 10_005_001_900, [(1, .insufficientCoinBalance)]) { _, _ in
      TestChain.create(stake: 10_000_000_000)
    },
    Case("commit", need: 1600, [(1, .insufficientGas), (599, .insufficientGas)]) { chain, _ in
      try TestChain.commit(chain.model(of: 1))
    },
    Case("reveal", need: 1600, [(1, .insufficientGas), (599, .insufficientGas)]) { chain, _ in
      let model = try chain.model(of: 1)
      try chain.run(TestChain.commit(model), gas: [chain.coin(.alice, 1)])
      try chain.advance()
      return TestChain.reveal(model)
    },
    // The check before execution reserves two writes, and there are three.
    Case(
      "stake 5 SOMA to a model from the gas coin", need: 5_002_501_900,
      [(1, .insufficientGas), (300, .insufficientGas), (301, .insufficientCoinBalance)]
    ) { chain, gas in
      .addStakeToModel(
        AddStakeToModel(modelID: try chain.model(of: 1), coin: gas, amount: 5_000_000_000))
    },
    Case(
      "withdraw a receipt of 1 SOMA, out of another coin", need: 501_900,
      [(1, .insufficientGas)]
    ) { chain, _ in
      let created = try chain.run(TestChain.create(), gas: [chain.coin(.alice, 1)])
      return .withdrawStake(
        stakedSoma: try chain.live(.derived(from: created.digest, creationNumber: 2)))
    },
    Case(
      "transfer 0.5 SOMA from the gas coin", need: 500_501_600, [(1, .insufficientCoinBalance)]
    ) { _, gas in
      .transferCoin(
        TransferCoin(coin: gas, amount: 500_000_000, recipient: try Account.bob.address))
    },
  ]

  @Test("the gas coin needs what the table says, and is used up by it", arguments: cases)
  func need(of row: Case) throws {
    let shortfalls = row.shortfalls.map { ($0.0, Optional($0.1)) }
    for (missing, failure) in [(0, nil)] + shortfalls {
      let balance = Amount(shannons: row.need.shannons - missing)
      var chain = try TestChain(coins: [.alice: [balance, Self.rich]]) {
        // So that a boundary leaves the value fee alone.
        $0.parameters.feeAdjustmentRateBps = 0
      }
      let kind = try row.kind(&chain, chain.coin(.alice))
      let record = try chain.run(kind)
      #expect(record.effects.status == failure.map { .failure($0) } ?? .success)
      let left = failure == nil ? nil : balance.subtracting(1000)
      #expect(chain.worth(TestChain.coinID(.alice, 0)) == left)
      let operation: IDOperation = failure == nil ? .deleted : .unchanged
      #expect(record.effects.gasObject?.operation == operation)
      if failure != nil { #expect(record.effects.fee.totalFee == 1000) }
      #expect(chain.ledger.isSupplyConserved)
    }
  }

  @Test("a whole first lifecycle costs 505 100 beside the stake")
  func lifecycle() throws {
    var chain = try TestChain(coins: [.alice: [2_000_000_000]]) {
      $0.parameters.feeAdjustmentRateBps = 0
    }
    _ = try chain.activeModel()
    #expect(chain.worth(TestChain.coinID(.alice, 0)) == 999_494_900)
  }

  /// VECTORS.json, `fees`, all rows that are not about CreateModel; those are in ``FeeTests``.
  @Test("the other fees of the vectors are those of the table")
  func vectors() throws {
    let rows = try JSONValue(vectors: "chain", in: .module)["fees"].elements
    let named = Dictionary(
      uniqueKeysWithValues: FeeTests.rows.map { ($0.testDescription, $0) })
    let names: [String: [String]] = [
      "CommitModel/RevealModel/DeactivateModel/SetModelCommissionRate/ReportModel": [
        "CommitModel", "RevealModel", "DeactivateModel", "SetModelCommissionRate",
      ],
      "AddStakeToModel gas coin, amount": ["AddStakeToModel from gas"],
      "AddStakeToModel other coin, part": ["AddStakeToModel, part"],
      "WithdrawStake": ["WithdrawStake"],
      "TransferCoin gas coin, amount": ["TransferCoin from gas"],
      "PayCoins 1 recipient": ["PayCoins, one recipient"],
      // Each failure in FailureTests and here.
      "any failed execution": [],
    ]
    var count = 0
    for row in rows where row["kind"].string != "CreateModel" {
      count += 1
      for name in try #require(names[row["kind"].string ?? ""]) {
        let known = try #require(named[name])
        #expect(row["total"] == .number(Double(known.total)), "\(name)")
        #expect(row["n"] == .number(Double(known.writes)), "\(name)")
      }
    }
    #expect(count == names.count)
  }
}

extension TestChain {
  /// A model that was paid for with one of alice's other coins.
  fileprivate mutating func model(of index: Int) throws -> ModelID {
    let record = try run(Self.create(), gas: [coin(.alice, index)])
    return ModelID.derived(from: record.digest, creationNumber: 0)
  }
}
