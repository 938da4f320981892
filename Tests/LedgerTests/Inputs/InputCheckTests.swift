import BCS
import Diagnostics
import SomaTypes
import Testing

@testable import Ledger

/// What is refused before execution, and that a refusal changes nothing: CHAIN.md 7.1 and 10.3.
@Suite struct InputCheckTests {
  static let rich: Amount = 1_000_000_000_000

  private func chain() throws -> TestChain {
    var chain = try TestChain(coins: [
      .alice: [Self.rich, Self.rich, Self.rich], .bob: [Self.rich],
    ])
    // So that there are old versions.
    try chain.run(TestChain.create())
    return chain
  }

  private func transfer(_ coin: ObjectRef) throws -> TransactionKind {
    .transferCoin(TransferCoin(coin: coin, amount: 1, recipient: try Account.bob.address))
  }

  private func expectRefusal(
    _ refusal: InputRefusal, of kind: TransactionKind, gas: [ObjectRef]? = nil,
    in chain: TestChain, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var chain = chain
    let before = chain.ledger
    #expect(throws: refusal, sourceLocation: sourceLocation) {
      try chain.run(kind, gas: gas)
    }
    #expect(chain.ledger == before, sourceLocation: sourceLocation)
  }

  @Test("another's signature, and one of other data")
  func signature() throws {
    var chain = try chain()
    let data = TransactionData(
      kind: TestChain.create(), sender: try Account.alice.address,
      gasPayment: [try chain.coin(.alice)])
    let byBob = try Account.bob.signed(data)
    #expect(throws: InputRefusal.invalidSignature) { try chain.ledger.execute(byBob, at: 0) }
    var changed = try Account.alice.signed(data)
    changed.data.kind = TestChain.create(stake: 2_000_000_000)
    #expect(throws: InputRefusal.invalidSignature) { try chain.ledger.execute(changed, at: 0) }
  }

  @Test("kinds that only validators make")
  func systemKinds() throws {
    let chain = try chain()
    try expectRefusal(
      .systemTransaction(kind: "Genesis"), of: .genesis(objects: []), in: chain)
    let change = ChangeEpoch(
      epoch: 1, epochStartTimestampMs: 0, protocolVersion: 5, fees: .zero, epochRandomness: [])
    try expectRefusal(
      .systemTransaction(kind: "ChangeEpoch"), of: .changeEpoch(change), in: chain)
  }

  @Test("one object twice, be it as inputs, as gas or as both")
  func duplicates() throws {
    let chain = try chain()
    let (gas, other) = (try chain.coin(.alice), try chain.coin(.alice, 1))
    let bob = try Account.bob.address
    try expectRefusal(
      .duplicateInput(other.id),
      of: .payCoins(PayCoins(coins: [other, other], amounts: [1], recipients: [bob])), in: chain)
    try expectRefusal(
      .duplicateInput(gas.id), of: TestChain.create(), gas: [gas, gas], in: chain)
    // These two a node accepts, and loses count (D9).
    try expectRefusal(
      .duplicateInput(other.id), of: transfer(other), gas: [gas, other], in: chain)
    try expectRefusal(
      .duplicateInput(gas.id), of: transfer(gas), gas: [gas, gas], in: chain)
    // This one is in order.
    var valid = chain
    #expect(
      try valid.run(transfer(gas), gas: [gas, other]).effects.status == .success)
  }

  @Test("objects that are not there, or no longer, or of other bytes")
  func references() throws {
    let chain = try chain()
    let live = try chain.coin(.alice)
    let unknown = ObjectRef(id: .zero, version: 1, digest: .zero)
    try expectRefusal(.objectNotFound(.zero, version: 1), of: transfer(unknown), in: chain)
    let future = ObjectRef(id: live.id, version: 9, digest: live.digest)
    try expectRefusal(.objectNotFound(live.id, version: 9), of: transfer(future), in: chain)
    let old = try #require(chain.ledger.object(live.id, version: 1)).reference
    try expectRefusal(
      .versionUnavailable(provided: old, current: 2), of: transfer(old), gas: [old], in: chain)
    let never = ObjectRef(id: try chain.coin(.alice).id, version: 0, digest: .zero)
    try expectRefusal(
      .versionUnavailable(provided: never, current: 2), of: transfer(never),
      gas: [try chain.coin(.alice, 1)], in: chain)
    let forged = ObjectRef(id: live.id, version: live.version, digest: .zero)
    try expectRefusal(
      .digestMismatch(provided: forged, expected: live.digest), of: transfer(forged),
      gas: [try chain.coin(.alice, 1)], in: chain)
  }

  @Test("an old version is refused also when it is no longer kept")
  func forgottenVersion() throws {
    var chain = try chain()
    let live = try chain.coin(.alice)
    let old = try #require(chain.ledger.object(live.id, version: 1)).reference
    try chain.advance(2)
    #expect(chain.ledger.object(live.id, version: 1) == nil)
    #expect(chain.ledger.object(live.id) != nil)
    try expectRefusal(
      .versionUnavailable(provided: old, current: 2), of: transfer(old), gas: [old], in: chain)
  }

  @Test("gas that is missing, no coin, or shared")
  func gas() throws {
    var chain = try chain()
    try expectRefusal(.noGasPayment, of: TestChain.create(), gas: [], in: chain)
    let create = try chain.run(TestChain.create())
    let receipt = try chain.live(.derived(from: create.digest, creationNumber: 2))
    try expectRefusal(
      .gasNotACoin(receipt.id, actual: .stakedSoma), of: TestChain.create(), gas: [receipt],
      in: chain)
    let state = try chain.live(.systemState)
    try expectRefusal(
      .gasNotAddressOwned(.systemState), of: TestChain.create(), gas: [state], in: chain)
  }

  @Test("what belongs to someone else, or to everyone")
  func owners() throws {
    let chain = try chain()
    let bobs = try chain.coin(.bob)
    let (alice, bob) = (try Account.alice.address, try Account.bob.address)
    try expectRefusal(
      .wrongOwner(bobs.id, owner: bob, sender: alice), of: transfer(bobs), in: chain)
    try expectRefusal(
      .wrongOwner(bobs.id, owner: bob, sender: alice), of: TestChain.create(), gas: [bobs],
      in: chain)
    let state = try chain.live(.systemState)
    try expectRefusal(
      .notOwnedObject(.systemState),
      of: .transferObjects(TransferObjects(objects: [state], recipient: bob)), in: chain)
  }

  @Test("a target that does not exist, or is an owned object")
  func sharedInputs() throws {
    let chain = try chain()
    try expectRefusal(
      .objectNotFound(.zero, version: nil), of: .claimRewards(targetID: .zero), in: chain)
    let coin = try chain.coin(.alice, 1)
    try expectRefusal(
      .objectNotFound(coin.id, version: nil),
      of: .claimRewards(targetID: TargetID(coin.id.bytes)), in: chain)
    try expectRefusal(
      .duplicateInput(.systemState),
      of: .claimRewards(targetID: TargetID(ObjectID.systemState.bytes)), in: chain)
  }

  @Test("more bytes than consensus takes")
  func size() throws {
    let chain = try chain()
    let bob = try Account.bob.address
    func payment(_ count: Int) throws -> TransactionKind {
      .payCoins(
        PayCoins(
          coins: [try chain.coin(.alice)], amounts: Array(repeating: 1, count: count),
          recipients: Array(repeating: bob, count: count)))
    }
    let data = TransactionData(
      kind: try payment(6600), sender: try Account.alice.address,
      gasPayment: [try chain.coin(.alice)])
    let byteCount = try Account.alice.signed(data).bcsBytes.count
    try expectRefusal(
      .tooLarge(byteCount: byteCount, limit: 262_144), of: payment(6600), in: chain)
    var valid = chain
    #expect(try valid.run(payment(6500)).effects.status == .success)
  }

  @Test("everything while the epoch is being closed, until the next one")
  func halt() throws {
    var chain = try chain()
    let executed = try #require(
      chain.ledger.object(TestChain.coinID(.alice, 0))?.previousTransaction)
    chain.ledger.isHalted = true
    try expectRefusal(.haltedAtEpochEnd, of: TestChain.create(), in: chain)
    // What was executed is answered all the same.
    let record = try #require(chain.ledger.transaction(executed))
    let again = try chain.ledger.execute(Account.alice.signed(record.data), at: 0)
    #expect(again == record)
    try chain.advance()
    #expect(try chain.run(TestChain.create()).effects.executedEpoch == 1)
  }

  @Test("every refusal explains itself under a code of its own")
  func explanations() throws {
    let reference = ObjectRef(id: .zero, version: 1, digest: .zero)
    let refusals: [InputRefusal] = [
      .invalidSignature, .systemTransaction(kind: "Genesis"), .haltedAtEpochEnd,
      .duplicateInput(.zero), .objectNotFound(.zero, version: 1),
      .versionUnavailable(provided: reference, current: 2), .invalidVersion(reference),
      .digestMismatch(provided: reference, expected: .zero), .noGasPayment,
      .gasNotAddressOwned(.zero), .gasNotACoin(.zero, actual: .target),
      .wrongOwner(.zero, owner: .zero, sender: .zero), .notOwnedObject(.zero),
      .locked(reference, by: .zero), .tooLarge(byteCount: 2, limit: 1),
      .supplyNotConserved(difference: -1),
    ]
    #expect(Set(refusals.map(\.diagnostic.code)).count == refusals.count)
    // CHAIN.md 7.2: these are answered at once.
    #expect(
      refusals.filter { !$0.isRetriedByNodes } == [
        .invalidSignature, .systemTransaction(kind: "Genesis"),
        .versionUnavailable(provided: reference, current: 2), .locked(reference, by: .zero),
        .supplyNotConserved(difference: -1),
      ])
  }
}
