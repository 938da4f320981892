import SomaTypes
import Testing

@testable import Ledger

/// Reports of validators on models: CHAIN.md 1.3 and 5.
@Suite struct ModelReportTests {
  @Test(
    "only active validators report, and only Active models",
    arguments: [
      (.none, true, .modelNotActive), (.created, true, .modelNotActive),
      (.pending, true, .modelNotActive), (.inactive, true, .modelNotActive),
      (.active, true, nil), (.updating, true, nil), (.active, false, .notAValidator),
      (.none, false, .notAValidator),
    ] as [(Stage, Bool, ExecutionFailure?)])
  func preconditions(stage: Stage, isValidator: Bool, failure: ExecutionFailure?) throws {
    var scene = try Scene.at(stage)
    let reporter = isValidator ? scene.validatorAddresses[0] : Scene.owner
    #expect(throwing { try scene.state.reportModel(Scene.modelID, by: reporter) } == failure)
    // With the report in place, it can be taken back; without one there is none.
    #expect(throwing { try scene.state.undoReportModel(Scene.modelID, by: reporter) } == failure)
    #expect(
      throwing { try scene.state.undoReportModel(Scene.modelID, by: reporter) }
        == failure ?? .reportRecordNotFound)
  }

  @Test("a report counts once, and can be taken back by its reporter only")
  func undo() throws {
    var scene = try Scene.at(.active)
    let reporters = scene.validatorAddresses
    try scene.state.reportModel(Scene.modelID, by: reporters[0])
    try scene.state.reportModel(Scene.modelID, by: reporters[0])
    #expect(scene.state.modelRegistry.modelReportRecords == [Scene.modelID: [reporters[0]]])
    #expect(throws: ExecutionFailure.reportRecordNotFound) {
      try scene.state.undoReportModel(Scene.modelID, by: reporters[1])
    }
    try scene.state.undoReportModel(Scene.modelID, by: reporters[0])
    #expect(scene.state.modelRegistry.modelReportRecords.isEmpty)
  }

  @Test("a quorum of 6 667 votes slashes 95 %; 5 000 do nothing", arguments: [2, 3])
  func quorum(reporters: Int) throws {
    var scene = try Scene()
    try scene.makeActive(stake: 10_000_000_000)
    for reporter in scene.validatorAddresses.prefix(reporters) {
      try scene.state.reportModel(Scene.modelID, by: reporter)
    }
    let outcome = try scene.boundary()
    #expect(scene.state.modelRegistry.modelReportRecords.isEmpty)
    let model = try scene.model
    if reporters == 3 {
      #expect(model.state.name == "Inactive")
      #expect(model.stakingPool.somaBalance == 500_000_000)
      #expect(model.stakingPool.deactivationEpoch == 2)
      #expect(outcome.burned == 9_500_000_000)
      #expect(scene.state.modelRegistry.totalModelStake == 0)
      #expect(model.revealed?.embedding == Scene.embedding)
    } else {
      #expect(model.isActive)
      #expect(model.stakingPool.somaBalance == 10_000_000_000)
      #expect(outcome.burned == 0)
    }
  }

  @Test("reports count with the voting power of the new epoch (1.5, 11)")
  func newVotingPower() throws {
    var scene = try Scene()
    try scene.makeActive()
    let reporters = scene.validatorAddresses
    for reporter in [reporters[0], reporters[2], reporters[3]] {
      try scene.state.reportModel(Scene.modelID, by: reporter)
    }
    // One of the three leaves with this boundary: of 3 334, 3 333 and 3 333 the latter two are left.
    try scene.state.removeValidator(by: reporters[0])
    try scene.boundary()
    #expect(try scene.model.isActive)
  }

  @Test("a reported submission needs a validator, a fill, and the epoch after it")
  func submissions() throws {
    var scene = try Scene.at(.active)
    try scene.boundary()
    var target = Target(
      embedding: Scene.embedding, modelIDs: [Scene.modelID],
      distanceThreshold: SomaTensor(scalar: 1), rewardPool: 5, generationEpoch: 2)
    let validator = scene.validatorAddresses[0]
    let state = scene.state
    #expect(throwing { try target.report(by: Scene.owner, in: state) } == .notAValidator)
    #expect(throwing { try target.report(by: validator, in: state) } == .targetNotFilled)
    target.status = .claimed
    #expect(throwing { try target.report(by: validator, in: state) } == .targetAlreadyClaimed)
    target.status = .filled(fillEpoch: 2)
    #expect(
      throwing { try target.report(by: validator, in: state) }
        == .auditWindowClosed(fillEpoch: 2, currentEpoch: 2))
    target.status = .filled(fillEpoch: 1)
    #expect(throwing { try target.undoReport(by: validator, in: state) } == .reportRecordNotFound)
    try target.report(by: validator, in: state)
    #expect(target.reportQuorum(in: state.validators) == nil)
    for other in scene.validatorAddresses.dropFirst().prefix(2) {
      try target.report(by: other, in: state)
    }
    // A reporter who is no validator any more does not count.
    target.submissionReports.insert(Scene.other)
    #expect(
      target.reportQuorum(in: state.validators)
        == Array(scene.validatorAddresses.prefix(3)).sorted())
    try target.undoReport(by: validator, in: state)
    #expect(target.reportQuorum(in: state.validators) == nil)
  }
}
