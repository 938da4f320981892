import SomaTypes
import Testing

@testable import Ledger

/// Locks and repeated submissions: CHAIN.md 7.4 and 7.5.
@Suite struct LockTests {
  static let rich: Amount = 1_000_000_000_000

  private func chain() throws -> TestChain {
    try TestChain(coins: [.alice: [Self.rich, Self.rich]])
  }

  @Test("a lock that is held refuses others, costs nothing, and ends at the boundary")
  func conflict() throws {
    var chain = try chain()
    let coin = try chain.coin(.alice)
    chain.ledger.lock(coin, for: .zero)
    let before = chain.ledger
    #expect(throws: InputRefusal.locked(coin, by: .zero)) { try chain.run(TestChain.create()) }
    #expect(chain.ledger == before)
    // With a free coin all is well.
    #expect(
      try chain.run(TestChain.create(), gas: [chain.coin(.alice, 1)]).effects.status == .success)
    try chain.advance()
    #expect(try chain.run(TestChain.create()).effects.status == .success)
  }

  @Test("none of several locks is taken when one is held")
  func allOrNone() throws {
    var chain = try chain()
    let coins = [try chain.coin(.alice), try chain.coin(.alice, 1)]
    chain.ledger.lock(coins[1], for: .zero)
    #expect(throws: InputRefusal.locked(coins[1], by: .zero)) {
      try chain.run(TestChain.create(), gas: coins)
    }
    #expect(chain.ledger.locks[coins[0]] == nil)
  }

  @Test("the holder of a lock may use it")
  func holder() throws {
    var chain = try chain()
    let coin = try chain.coin(.alice)
    let data = TransactionData(
      kind: TestChain.create(), sender: try Account.alice.address, gasPayment: [coin])
    chain.ledger.lock(coin, for: data.digest)
    #expect(
      try chain.ledger.execute(Account.alice.signed(data), at: 0).effects.status == .success)
    #expect(chain.ledger.locks[coin] == nil)
  }

  @Test(
    "the same bytes again give the same record and change nothing, in later epochs too",
    arguments: [true, false])
  func replay(succeeds: Bool) throws {
    var chain = try chain()
    let kind = succeeds ? TestChain.create() : .deactivateModel(modelID: .zero)
    let record = try chain.run(kind)
    #expect((record.effects.status == .success) == succeeds)
    let signed = try Account.alice.signed(record.data)
    var before = chain.ledger
    #expect(try chain.ledger.execute(signed, at: 0) == record)
    #expect(chain.ledger == before)
    try chain.advance(3)
    before = chain.ledger
    let later = try chain.ledger.execute(signed, at: 0)
    #expect(later.effects == record.effects)
    #expect(later.effects.executedEpoch == 0)
    #expect(chain.ledger == before)
  }
}
