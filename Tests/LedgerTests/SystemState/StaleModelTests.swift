import SomaTypes
import Testing

@testable import Ledger

/// What a Created model can still do that was halved, and what comes of it: CHAIN.md 1.7 and 4.2.
@Suite struct StaleModelTests {
  /// How far its owner took it after it was halved.
  enum Stage: CaseIterable, Sendable { case created, pending, active }

  private func stale(_ stage: Stage) throws -> (scene: Scene, receipt: StakedSoma) {
    var scene = try Scene()
    let receipt = try scene.create()
    try scene.boundaries(upTo: 2)
    if stage == .created { return (scene, receipt) }
    try scene.commit()
    if stage == .pending { return (scene, receipt) }
    try scene.boundary()
    try scene.reveal()
    return (scene, receipt)
  }

  @Test("1.7, 1: its owner can commit and reveal it, with the balance that is left")
  func committed() throws {
    let (scene, _) = try stale(.active)
    #expect(try scene.model.isActive)
    #expect(try scene.pool.deactivationEpoch == 2)
    #expect(scene.state.modelRegistry.totalModelStake == 500_000_000)
  }

  @Test("1.7, 2, and 4.2, last row: nobody can stake to it any more", arguments: Stage.allCases)
  func noStake(stage: Stage) throws {
    var (scene, _) = try stale(stage)
    let before = scene.state
    #expect(throws: ExecutionFailure.modelAlreadyInactive) { try scene.stake(5) }
    #expect(scene.state == before)
    #expect(scene.defects.last == .stakeToEndedPoolRefused(modelID: Scene.modelID))
  }

  @Test("1.7, 3: it can be neither ended nor given a commission before it is Active")
  func notActive() throws {
    var (scene, _) = try stale(.created)
    #expect(throws: ExecutionFailure.modelNotActive) {
      try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
    }
    #expect(throws: ExecutionFailure.modelNotActive) {
      try scene.state.setModelCommissionRate(
        SetModelCommissionRate(modelID: Scene.modelID, newRate: 200), by: Scene.owner)
    }
  }

  @Test("1.7, 4: its receipt can be withdrawn", arguments: Stage.allCases)
  func withdrawn(stage: Stage) throws {
    var (scene, receipt) = try stale(stage)
    #expect(try scene.withdraw(receipt) == StakeWithdrawal(paid: 500_000_000))
    #expect(try scene.pool.held == 0)
  }
}
