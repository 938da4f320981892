import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("Transactions over random coins: no coin twice, and never too little")
struct BuilderPropertyTests {
  private struct Wish {
    let purse: CoinPurse
    let amount: Amount
    let chosen: ObjectID?
    let gas: ObjectID?

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...6, using: &random)
      purse = Purses.purse((0..<count).map { _ in Purses.balance(&random) })
      amount = Purses.balance(&random)
      func someID() -> ObjectID? {
        guard Bool.random(using: &random) else { return nil }
        return Purses.reference(.random(in: 1...7, using: &random)).id
      }
      chosen = someID()
      gas = someID()
    }
  }

  @Test("what is built names coins once, at their versions, and they hold what it costs")
  func sound() throws {
    var built: [String: Int] = [:]
    for seed in 0..<4000 as Range<UInt64> {
      let wish = Wish(seed: seed)
      for call in try BuilderCalls.all(wish.amount, chosen: wish.chosen, in: wish.purse) {
        let builder = Purses.builder(wish.purse, gasCoin: wish.gas)
        guard let data = try? call.build(builder) else { continue }
        built[call.name, default: 0] += 1
        check(data, against: call, wish.purse, "\(call.name), seed \(seed)")
      }
    }
    #expect(built.count == 12)
    #expect(built.values.allSatisfy { $0 > 100 }, "\(built)")
  }

  private func check(
    _ data: TransactionData, against call: BuilderCalls.Call, _ purse: CoinPurse,
    _ comment: Comment
  ) {
    let inputs = data.kind.ownedInputs
    #expect(Set(inputs.map(\.id)).count == inputs.count, comment)
    #expect(data.gasPayment.count == 1, comment)
    guard let gas = purse.coins.first(where: { $0.reference == data.gasPayment.first }) else {
      Issue.record("gas is no coin of the purse: \(comment)")
      return
    }
    let isShared = inputs.map(\.id).contains(gas.reference.id)
    if isShared { #expect(call.mayShare && inputs.count == 1, comment) }
    // A create takes its stake from gas without naming it as an input.
    let pays = isShared || call.name == "create"
    let written = isShared ? call.written.alone : call.written.apart
    let share = call.charged.shannons.multipliedFullWidth(by: call.rate)
    guard share.high < 10_000 else {
      Issue.record("more than there is: \(comment)")
      return
    }
    let value = UInt64(10_000).dividingFullWidth(share).quotient
    let (fee, overflow) = value.addingReportingOverflow(1000 + 300 * written)
    let cost = Amount(fee).adding(pays ? call.amount : .zero)
    #expect(!overflow && cost != nil && gas.balance >= cost ?? .zero, comment)
    for input in inputs {
      guard let coin = purse.coins.first(where: { $0.reference.id == input.id }) else { continue }
      #expect(coin.reference == input, comment)
      if call.name != "objects" { #expect(coin.balance >= call.amount, comment) }
    }
  }

  @Test("the same wishes give the same bytes, however the coins are listed")
  func deterministic() throws {
    for seed in 0..<300 as Range<UInt64> {
      let wish = Wish(seed: seed)
      var random = SeededGenerator(seed: seed)
      let shuffled = CoinPurse(wish.purse.coins.shuffled(using: &random))
      for call in try BuilderCalls.all(wish.amount, chosen: wish.chosen, in: wish.purse) {
        let first = try? call.build(Purses.builder(wish.purse, gasCoin: wish.gas))
        let second = try? call.build(Purses.builder(shuffled, gasCoin: wish.gas))
        #expect(first == second, "\(call.name), seed \(seed)")
      }
    }
  }

  @Test("the richest coin that is not used otherwise pays, whatever dust lies about")
  func dust() throws {
    let rich: [Amount] = [5_000_000_000, 4_000_000_000]
    for seed in 0..<50 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let dust = (0..<40).map { _ in Amount(.random(in: 0...1000, using: &random)) }
      let purse = Purses.purse(rich + dust)
      for call in try BuilderCalls.all(1_000_000, chosen: nil, in: purse) {
        let data = try call.build(Purses.builder(purse))
        let gas = try purse.coin(#require(data.gasPayment.first).id)
        #expect(rich.contains(gas.balance), "\(call.name), seed \(seed)")
      }
    }
  }

  @Test("a merge takes each coin once, and they hold the fee")
  func merges() throws {
    for seed in 0..<500 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 2...12, using: &random)
      let purse = Purses.purse((0..<count).map { _ in Purses.balance(&random) })
      guard let data = try? Purses.builder(purse).mergeCoins() else { continue }
      let used = data.gasPayment + data.kind.ownedInputs
      #expect(Set(used.map(\.id)).count == used.count)
      #expect(used.count == count)
      let gas = purse.coins.filter { data.gasPayment.contains($0.reference) }
      #expect(CoinPurse(gas).total.map { $0 >= 1600 } ?? true)
    }
  }
}
