import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Trying out: CHAIN.md 7.5.
@Suite struct SimulationTests {
  static let rich: Amount = 1_000_000_000_000

  private func data(_ chain: TestChain, gas: [ObjectRef]) throws -> TransactionData {
    TransactionData(
      kind: TestChain.create(), sender: try Account.alice.address, gasPayment: gas)
  }

  @Test("a simulation says what executing then does, and leaves no trace")
  func agrees() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich, 1200]])
    for gas in [try chain.coin(.alice, 1), try chain.coin(.alice)] {
      let data = try data(chain, gas: [gas])
      let before = chain.ledger
      let outcome = try chain.ledger.simulate(data)
      #expect(chain.ledger == before)
      let record = try chain.ledger.execute(Account.alice.signed(data), at: 0)
      #expect(outcome.effects == record.effects)
      #expect(outcome.balanceChanges == record.balanceChanges)
      #expect(outcome.objects == chain.ledger.objects(of: record))
      #expect(outcome.state == chain.ledger.systemState)
    }
  }

  @Test("locks, halts and newer versions do not matter")
  func lenient() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich]])
    let old = try chain.coin(.alice)
    try chain.run(.deactivateModel(modelID: .zero))
    let live = try chain.coin(.alice)
    chain.ledger.lock(live, for: .zero)
    chain.ledger.isHalted = true
    for gas in [old, live] {
      #expect(try chain.ledger.simulate(data(chain, gas: [gas])).effects.status == .success)
    }
    let unknown = ObjectRef(id: old.id, version: 9, digest: old.digest)
    #expect(throws: InputRefusal.objectNotFound(old.id, version: 9)) {
      try chain.ledger.simulate(data(chain, gas: [unknown]))
    }
  }

  @Test("without gas a coin that does not exist pays")
  func mockGas() throws {
    let chain = try TestChain()
    let outcome = try chain.ledger.simulate(data(chain, gas: []))
    #expect(outcome.effects.status == .success)
    #expect(outcome.effects.gasObject?.id == ObjectID(Bytes32(repeating: 0xff)))
    #expect(chain.ledger.object(ObjectID(Bytes32(repeating: 0xff))) == nil)
  }

  @Test("the coins chosen for it are the poorest that are not in use, and each once")
  func chosenGas() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich, 5, 70]])
    try chain.run(.deactivateModel(modelID: .zero))
    let used = try chain.coin(.alice, 1)
    let transfer = TransactionData(
      kind: .transferCoin(
        TransferCoin(coin: used, amount: 1, recipient: try Account.bob.address)),
      sender: try Account.alice.address, gasPayment: [])
    #expect(
      chain.ledger.gasForSimulation(of: transfer)
        == [try chain.coin(.alice, 2), try chain.coin(.alice)])
  }
}
