import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import Testing

@Suite("saved plans")
struct SavedPlanTests {
  let basis: SavedPlan.Basis
  let scene: Scene

  init() throws {
    var scene = try Scene()
    scene.prepare(0)
    self.scene = scene
    basis = SavedPlan.Basis(
      manifests: Bytes32(1), lineage: "a", chain: .zero,
      owners: [scene.fixtures.wallet.name: Fixtures.owner])
  }

  func saved(_ plan: Plan, until epoch: Epoch = 8) -> SavedPlan {
    SavedPlan(basis: basis, consequences: Consequences(of: plan, until: epoch))
  }

  @Test("an epoch that passed does not make a plan stale")
  func epochPassed() {
    var later = scene
    later.epoch = 6
    #expect(saved(scene.plan()).staleness(against: basis, later.plan()) == [])
  }

  @Test("the last reviewed epoch does")
  func expired() {
    var later = scene
    later.epoch = 6
    #expect(
      saved(scene.plan(), until: 5).staleness(against: basis, later.plan())
        == [.expired(last: 5, now: 6)])
  }

  @Test("an irreversible action that nobody reviewed does")
  func newConsequence() {
    let empty = Plan(epoch: 5)
    let reasons = saved(empty).staleness(against: basis, scene.plan())
    #expect(
      reasons.contains(
        .newConsequence(.create(scene.name, stake: Fixtures.parameters.modelMinStake))))
  }

  @Test("more money does, less does not")
  func dearer() {
    var dear = scene
    dear.changeView = { $0.parameters.modelMinStake = Amount(shannons: 2_000_000_000) }
    let stale = saved(scene.plan()).staleness(against: basis, dear.plan())
    #expect(stale.contains { if case .dearer = $0 { true } else { false } })
    #expect(saved(dear.plan()).staleness(against: basis, scene.plan()) == [])
  }

  @Test("another basis does", arguments: 0..<4)
  func anotherBasis(_ change: Int) {
    var other = basis
    let expected: SavedPlan.Staleness
    switch change {
    case 0: (other.manifests, expected) = (Bytes32(2), .manifestsChanged)
    case 1: (other.lineage, expected) = ("b", .anotherState)
    case 2: (other.chain, expected) = (CheckpointDigest(Bytes32(3)), .anotherChain)
    default: (other.owners, expected) = ([:], .ownersChanged)
    }
    #expect(saved(scene.plan()).staleness(against: other, scene.plan()) == [expected])
  }
}
