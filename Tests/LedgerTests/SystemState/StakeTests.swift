import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Staking with models: CHAIN.md 4.2 to 4.6.
@Suite struct StakeTests {
  @Test(
    "who takes stake, and whether it counts at once",
    arguments: [
      (.none, .modelNotFound, 0), (.created, nil, 5), (.pending, nil, 5), (.active, nil, 0),
      (.updating, nil, 0), (.inactive, .modelAlreadyInactive, 0),
    ] as [(Stage, ExecutionFailure?, UInt64)])
  func states(stage: Stage, failure: ExecutionFailure?, counted: UInt64) throws {
    var scene = try Scene.at(stage)
    let total = scene.state.modelRegistry.totalModelStake
    #expect(throwing { _ = try scene.stake(5) } == failure)
    guard failure == nil else { return }
    #expect(try scene.pool.somaBalance.shannons == 1_000_000_000 + counted)
    #expect(try scene.pool.pendingStake.shannons == 5 - counted)
    let isActive = try scene.model.isActive
    #expect(
      scene.state.modelRegistry.totalModelStake.shannons == total.shannons + (isActive ? 5 : 0))
    try scene.boundary()
    // A Pending model is halved at this boundary.
    let expected: UInt64 = stage == .pending ? 500_000_003 : 1_000_000_005
    #expect(try scene.pool.somaBalance.shannons == expected)
  }

  @Test("nothing is no stake, and that is checked before the model")
  func zero() throws {
    var scene = try Scene()
    let failure = throwing { _ = try scene.stake(0) }
    guard case .invalidArguments = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
  }

  @Test("a receipt says the next epoch")
  func receipt() throws {
    var scene = try Scene.at(.active)
    #expect(
      try scene.stake(5)
        == StakedSoma(poolID: Scene.poolID(of: Scene.modelID), activationEpoch: 2, principal: 5))
  }

  @Test("an unknown pool is refused")
  func unknownPool() throws {
    var scene = try Scene.at(.active)
    let receipt = StakedSoma(poolID: StakingPoolID(.zero), activationEpoch: 0, principal: 1)
    #expect(throws: ExecutionFailure.stakingPoolNotFound) { try scene.withdraw(receipt) }
  }

  @Test("a stake that does not fit is refused")
  func overflow() throws {
    var scene = try Scene.at(.active)
    #expect(throws: ExecutionFailure.arithmeticOverflow) {
      try scene.stake(Amount(shannons: .max))
    }
  }

  @Test(
    "a matured receipt of an Active model pays its principal at once, and leaves at the boundary")
  func activeMatured() throws {
    var scene = try Scene()
    let receipt = try scene.makeActive()
    try scene.boundary()
    #expect(try scene.withdraw(receipt) == StakeWithdrawal(paid: 1_000_000_000))
    #expect(try scene.pool.somaBalance == 1_000_000_000)
    #expect(try scene.pool.held == 0)
    #expect(scene.state.modelRegistry.totalModelStake == 0)
    try scene.boundary()
    #expect(try scene.pool.somaBalance == 0)
    // Zero stake is no reason to end (4.6).
    #expect(try scene.model.isActive)
  }

  @Test("stake that does not count yet is paid out of what is pending")
  func activePending() throws {
    var scene = try Scene.at(.active)
    let receipt = try scene.stake(5)
    #expect(try scene.withdraw(receipt).paid == 5)
    #expect(try scene.pool.pendingStake == 0)
    #expect(scene.defects.isEmpty)
  }

  @Test(
    "stake that was counted at once can be withdrawn in the same epoch; no figure wraps (D3)",
    arguments: [Stage.created, .pending])
  func preactiveSameEpoch(stage: Stage) throws {
    var scene = try Scene()
    try scene.create()
    if stage == .pending { try scene.commit() }
    let receipt = try scene.stake(7)
    #expect(try scene.withdraw(receipt) == StakeWithdrawal(paid: 7))
    #expect(try scene.pool.somaBalance == 1_000_000_000)
    #expect(try scene.pool.poolTokenBalance == 1_000_000_000)
    #expect(try scene.pool.pendingStake == 0)
    #expect(scene.defects == [.countedStakeWithdrawn(poolID: receipt.poolID, amount: 7)])
    try scene.boundary()
    #expect(try scene.pool.somaBalance == 1_000_000_000)
  }

  @Test("in a later epoch stake of a preactive pool leaves at the boundary")
  func preactiveLater() throws {
    var scene = try Scene()
    let receipt = try scene.create()
    try scene.boundary()
    try scene.commit()
    #expect(try scene.withdraw(receipt).paid == 1_000_000_000)
    #expect(try scene.pool.pendingTotalSomaWithdraw == 1_000_000_000)
    try scene.boundary()
    #expect(try scene.pool.somaBalance == 0)
    // A model without stake can be revealed (4.6).
    try scene.reveal()
  }

  @Test("stake of before the reveal and of after it, withdrawn in that epoch, adds up")
  func acrossReveal() throws {
    var scene = try Scene.at(.pending)
    let before = try scene.stake(5)
    try scene.reveal()
    let after = try scene.stake(3)
    let total = scene.money
    #expect(try scene.withdraw(before).paid == 5)
    #expect(scene.money == total.subtracting(5))
    #expect(try scene.withdraw(after).paid == 3)
    #expect(scene.money == total.subtracting(8))
    try scene.boundary()
    #expect(try scene.pool.somaBalance == 1_000_000_000)
    #expect(try scene.pool.pendingStake == 0)
  }

  @Test("a model that its owner ended pays principal, at once")
  func voluntarilyInactive() throws {
    var scene = try Scene()
    let receipt = try scene.makeActive()
    try scene.boundary()
    try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
    #expect(try scene.withdraw(receipt).paid == 1_000_000_000)
    #expect(try scene.pool.somaBalance == 0)
    #expect(try scene.pool.poolTokenBalance == 0)
    #expect(try scene.pool.pendingTotalSomaWithdraw == 0)
  }

  @Test(
    "stake that was pending when its model ended is not lost and costs nobody else anything",
    arguments: [SlashedStakePolicy.asIntended, .asShipped])
  func stranded(policy: SlashedStakePolicy) throws {
    var scene = try Scene()
    scene.policy = policy
    let own = try scene.makeActive()
    try scene.boundary()
    let late = try scene.stake(700)
    try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
    try scene.boundary()
    #expect(try scene.pool.pendingStake == 700)
    #expect(try scene.withdraw(late) == StakeWithdrawal(paid: 700))
    #expect(try scene.withdraw(own) == StakeWithdrawal(paid: 1_000_000_000))
    #expect(try scene.pool.held == 0)
  }

  @Test("a withdrawal that waits when its model ends stays in the books until the next one")
  func queuedWhenEnded() throws {
    var scene = try Scene()
    let own = try scene.makeActive()
    let other = try scene.stake(1_000_000_000)
    try scene.boundary()
    _ = try scene.withdraw(own)
    try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
    try scene.boundary()
    #expect(try scene.pool.somaBalance == 2_000_000_000)
    #expect(try scene.withdraw(other).paid == 1_000_000_000)
    #expect(try scene.pool.somaBalance == 0)
  }

  /// CHAIN.md 4.5, the row of models that end before or at the boundary at which stake would leave.
  @Test(
    "a withdrawal that waits when its model is slashed stays in the books until the next one",
    arguments: [Stage.pending, .active])
  func queuedWhenSlashed(stage: Stage) throws {
    var scene = try Scene()
    let own = try scene.create()
    let other = try scene.stake(1_000_000_000)
    try scene.commit()
    try scene.boundary()
    if stage == .active {
      try scene.reveal()
      try scene.boundary()
      for reporter in scene.validatorAddresses {
        try scene.state.reportModel(Scene.modelID, by: reporter)
      }
    }
    #expect(try scene.withdraw(own).paid == 1_000_000_000)
    let total = try #require(scene.money.adding(scene.burned))
    try scene.boundary()
    #expect(try scene.model.state.name == "Inactive")
    #expect(try scene.pool.pendingTotalSomaWithdraw == 1_000_000_000)
    #expect(scene.money.adding(scene.burned) == total)
    let left = try scene.pool.held
    #expect(try scene.withdraw(other).paid == left)
    #expect(try scene.pool.somaBalance == 0)
    #expect(try scene.pool.pendingTotalSomaWithdraw == 0)
  }

  /// CHAIN.md 4.4: what validators earn is none of a model's, whatever its commission.
  @Test(
    "delegators of a model earn nothing, and its commission moves nothing", arguments: [0, 10_000])
  func noEarnings(commission: BasisPoints) throws {
    var scene = try Scene.at(.active)
    try scene.state.setModelCommissionRate(
      SetModelCommissionRate(modelID: Scene.modelID, newRate: commission), by: Scene.owner)
    let receipt = try scene.stake(700)
    for _ in 0..<3 { try scene.boundary(fees: 1_000_000_000) }
    #expect(try scene.pool.rewardsPool == 0)
    #expect(try scene.withdraw(receipt) == StakeWithdrawal(paid: 700))
  }

  @Test("stake that safe mode kept from being counted is paid out of what is pending")
  func pendingAfterSafeMode() throws {
    var scene = try Scene()
    let own = try scene.makeActive()
    try scene.boundary()
    _ = try scene.withdraw(own)
    try scene.boundary()
    let receipt = try scene.stake(700)
    try scene.boundary(failingWith: .arithmeticOverflow)
    #expect(try scene.withdraw(receipt) == StakeWithdrawal(paid: 700))
    #expect(try scene.pool.held == 0)
    try scene.boundary()
    #expect(try scene.pool.somaBalance == 0)
  }
}
