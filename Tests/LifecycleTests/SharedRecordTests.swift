import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import Testing

@Suite("What belongs to no model")
struct SharedRecordTests {
  private let chain = CheckpointDigest(Bytes32(1))
  private let wallet: ResourceName
  private let other: ResourceName
  private let fixtures: Fixtures

  init() throws {
    fixtures = try Fixtures()
    wallet = fixtures.wallet.name
    other = try .named("other")
  }

  private func payment(
    _ number: Int, _ purpose: Intent.Purpose = .reserve, of wallet: ResourceName? = nil
  ) -> Intent {
    Intent(
      digest: Digest(Bytes32(77, number)), purpose: purpose, model: nil,
      wallet: wallet ?? self.wallet, coins: [], generation: 0)
  }

  @Test("chain and owners are pinned, wallets as they come, and nothing else is believed later")
  func pins() {
    var record = SharedRecord()
    let (owner, stranger) = (Fixtures.owner, Fixtures.stranger)
    #expect(record.apply(.pinned(chain, owners: [wallet: owner])) == .recorded)
    #expect(record.apply(.pinned(chain, owners: [wallet: owner])) == .stale)
    #expect(record.apply(.pinned(chain, owners: [other: stranger])) == .recorded)
    let before = record
    for event: SharedEvent in [
      .pinned(CheckpointDigest(Bytes32(2)), owners: [wallet: owner]),
      .pinned(chain, owners: [wallet: stranger]),
      // A wallet that is right does not make one good that is not.
      .pinned(chain, owners: [wallet: owner, other: owner]),
    ] { #expect(record.apply(event) == .contradicted) }
    #expect(record == before)
    #expect(record.chain == chain)
    #expect(record.owners == [wallet: owner, other: stranger])
  }

  @Test("versions only grow")
  func versions() {
    var record = SharedRecord()
    #expect(record.apply(.sawVersion(0)) == .stale)
    #expect(record.apply(.sawVersion(9)) == .recorded)
    #expect(record.apply(.sawVersion(9)) == .stale)
    #expect(record.apply(.sawVersion(8)) == .stale)
    #expect(record.highestVersion == 9)
  }

  @Test("a wallet makes one payment for its reserve at a time")
  func payments() {
    var record = SharedRecord()
    #expect(record.apply(.walletPrepared(payment(1))) == .recorded)
    #expect(record.apply(.walletPrepared(payment(1))) == .stale)
    #expect(record.apply(.walletPrepared(payment(2))) == .stale)
    #expect(record.apply(.walletPrepared(payment(3, of: other))) == .recorded)
    func happened(_ number: Int, _ event: IntentMachine.Event) -> Outcome {
      record.apply(.walletIntent(payment(number).digest, event, wallClockMs: 0))
    }
    #expect(happened(2, .withdrawn) == .stale)
    #expect(happened(1, .ruled(.dead)) == .stale)
    #expect(happened(1, .sending(atMs: 5, in: 6)) == .recorded)
    #expect(happened(1, .ruled(.succeeded(in: 6))) == .recorded)
    #expect(happened(1, .ruled(.succeeded(in: 6))) == .stale)
    #expect(record.apply(.walletPrepared(payment(1))) == .stale)
    #expect(record.apply(.walletPrepared(payment(2))) == .recorded)
    #expect(record.walletIntents.map(\.isUnresolved) == [false, true, true])
  }

  @Test("of watchman and observation the last word counts, whatever its clock says")
  func clocks() {
    var record = SharedRecord()
    for time: UInt64 in [9, 5] {
      let watchman = WatchmanRecord(succeededMs: time)
      let observation = ObservationRecord(wallClockMs: time, epochDurationMs: 100)
      for event: SharedEvent in [.watched(watchman), .observed(observation)] {
        #expect(record.apply(event) == .recorded)
        #expect(record.apply(event) == .stale)
      }
      #expect(record.watchman == watchman)
      #expect(record.lastObservation == observation)
    }
  }

  @Test("makes the planner's value together with lineage and models")
  func together() throws {
    var shared = SharedRecord()
    let observation = ObservationRecord(wallClockMs: 1, epochDurationMs: 100)
    for event: SharedEvent in [
      .pinned(chain, owners: [wallet: Fixtures.owner]), .sawVersion(9),
      .walletPrepared(payment(1)), .forgot(Fixtures.modelID),
      .watched(WatchmanRecord(succeededMs: 4)), .observed(observation),
    ] { #expect(shared.apply(event) == .recorded) }
    #expect(shared.apply(.forgot(Fixtures.modelID)) == .stale)
    let name = try ResourceName.model(0)
    let models = [name: ModelRecord(accepting: fixtures.spec(name))]
    #expect(
      Recorded(lineage: "l", shared: shared, models: models)
        == Recorded(
          lineage: "l", chain: chain, highestVersion: 9, models: models,
          walletIntents: [payment(1)], forgotten: [Fixtures.modelID],
          watchman: WatchmanRecord(succeededMs: 4), lastObservation: observation))
  }
}
