import Lifecycle
import Manifest
import SomaTypes
import Testing

/// Rewards are claimed target by target, after everything that is more urgent.
@Suite("claims")
struct ClaimTests {
  static let targets = (1...3).map { TargetID(.init(30, $0)) }

  /// Content 0 is live; two targets owe something, a third less than a claim costs.
  static func scene(_ change: (inout Scene) -> Void = { _ in }) throws -> Scene {
    var scene = try Scene()
    scene.live()
    scene.declare { $0.earnings = .auto }
    scene.claimable = [
      targets[0]: Amount(shannons: 5_000_000), targets[1]: Amount(shannons: 9_000_000),
      targets[2]: Amount(shannons: 1),
    ]
    change(&scene)
    return scene
  }

  @Test("a claim names its target; the largest comes first, and one coin pays for one")
  func claims() throws {
    let steps = try Self.scene().plan().steps(.claim)
    #expect(
      steps.map(\.action) == [
        .claim(Self.targets[1], reward: Amount(shannons: 9_000_000)),
        .claim(Self.targets[0], reward: Amount(shannons: 5_000_000)),
      ])
    #expect(steps.map(\.waits) == [[], [.coin]])
    #expect(steps[0].coins.count == 1 && steps[1].coins.isEmpty)
  }

  @Test("one that is under way is not begun again; others are")
  func underWay() throws {
    let scene = try Self.scene {
      $0.apply(.prepared([$0.intent(.claim(Self.targets[1]), 50, coins: [2])]))
    }
    #expect(
      scene.plan().steps(.claim).map(\.action) == [
        .claim(Self.targets[0], reward: Amount(shannons: 5_000_000))
      ])
  }

  @Test("without `earnings.claim: auto` nothing is claimed")
  func manual() throws {
    let scene = try Self.scene { $0.declare { $0.earnings = .manual } }
    #expect(scene.plan().steps(.claim).isEmpty)
  }

  @Test("what is paused waits")
  func paused() throws {
    let scene = try Self.scene { $0.apply(.paused) }
    #expect(scene.plan().waits(.claim).allSatisfy { $0.contains(.paused) })
    #expect(!scene.plan().waits(.claim).isEmpty)
  }
}
