import SomaTypes
import Testing

@testable import Ledger

/// Receipts of slashed models: CHAIN.md 4.5 and 10.3, D2.
@Suite struct SlashedStakeTests {
  /// A model of a stage that ends in a slash, with two receipts of 1 and 3 SOMA; and what the
  /// slash leaves of 4 SOMA.
  static func slashed(
    _ stage: Stage, policy: SlashedStakePolicy
  ) throws -> (scene: Scene, receipts: [StakedSoma], left: UInt64) {
    var scene = try Scene()
    scene.policy = policy
    let own = try scene.create()
    let other = try scene.stake(3_000_000_000)
    var left: UInt64 = 2_000_000_000
    switch stage {
    case .created: try scene.boundary()
    case .pending:
      try scene.commit()
      try scene.boundary()
    default:
      try scene.commit()
      try scene.boundary()
      try scene.reveal()
      for reporter in scene.validatorAddresses {
        try scene.state.reportModel(Scene.modelID, by: reporter)
      }
      left = 200_000_000
    }
    try scene.boundary()
    return (scene, [own, other], left)
  }

  @Test(
    "as intended, a receipt pays its part of what is left, and the order does not matter",
    arguments: [Stage.created, .pending, .active], [[0, 1], [1, 0]])
  func asIntended(stage: Stage, order: [Int]) throws {
    var (scene, receipts, left) = try Self.slashed(stage, policy: .asIntended)
    let total = scene.money
    var paid: UInt64 = 0
    for index in order {
      let withdrawal = try scene.withdraw(receipts[index])
      #expect(withdrawal.paid.shannons == left / 4 * (index == 0 ? 1 : 3))
      #expect(withdrawal.unbacked == 0)
      paid += withdrawal.paid.shannons
    }
    #expect(paid == left)
    #expect(try scene.pool.held == 0)
    #expect(scene.money == total.subtracting(Amount(shannons: paid)))
  }

  @Test(
    "as shipped, a receipt pays all, the figure stops at zero, and the rest is on record",
    arguments: [Stage.created, .pending, .active])
  func asShipped(stage: Stage) throws {
    var (scene, receipts, left) = try Self.slashed(stage, policy: .asShipped)
    let first = try scene.withdraw(receipts[1])
    #expect(first.paid == 3_000_000_000)
    #expect(first.unbacked.shannons == 3_000_000_000 - left)
    #expect(
      scene.events.last
        == .unbackedPayment(poolID: receipts[1].poolID, unbacked: first.unbacked))
    let second = try scene.withdraw(receipts[0])
    #expect(second == StakeWithdrawal(paid: 1_000_000_000, unbacked: 1_000_000_000))
    #expect(try scene.pool.somaBalance == 0)
    #expect(scene.events.last?.isDefect == true)
  }

  @Test("as intended, odd shares leave dust behind, never a debt")
  func dust() throws {
    var scene = try Scene()
    let own = try scene.create(stake: 1_000_000_001)
    let other = try scene.stake(1_000_000_000)
    try scene.boundaries(upTo: 2)
    #expect(try scene.pool.somaBalance == 1_000_000_001)
    #expect(try scene.withdraw(own).paid == 500_000_000)
    #expect(try scene.withdraw(other).paid == 500_000_001)
    #expect(try scene.pool.held == 0)
  }

  @Test("what a withdrawal has taken cannot be slashed as well; the real figures wrap")
  func slashAfterWithdrawal() throws {
    var scene = try Scene()
    let own = try scene.create()
    let other = try scene.stake(100_000_000)
    try scene.boundary()
    #expect(try scene.withdraw(own).paid == 1_000_000_000)
    let total = try #require(scene.money.adding(scene.burned))
    // Half of 1.1 SOMA is due, but only 0.1 SOMA is there.
    let outcome = try scene.boundary()
    #expect(outcome.burned == 100_000_000)
    #expect(
      outcome.events.contains(
        .slashLimited(modelID: Scene.modelID, burned: 100_000_000, unlimited: 550_000_000)))
    #expect(scene.money.adding(scene.burned) == total)
    #expect(try scene.withdraw(other) == StakeWithdrawal(paid: 0))
  }

  @Test("as intended, stake that was pending at a tally is not part of it")
  func strandedAtTally() throws {
    var scene = try Scene()
    let own = try scene.makeActive()
    try scene.boundary()
    let late = try scene.stake(700)
    for reporter in scene.validatorAddresses {
      try scene.state.reportModel(Scene.modelID, by: reporter)
    }
    try scene.boundary()
    #expect(try scene.withdraw(late).paid == 700)
    #expect(try scene.withdraw(own).paid == 50_000_000)
    #expect(try scene.pool.held == 0)
  }
}
