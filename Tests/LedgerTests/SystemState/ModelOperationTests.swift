import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// What owners do with models: CHAIN.md 1.2 and 1.3.
@Suite struct ModelOperationTests {
  static let otherKey = DecryptionKey(Bytes32(repeating: 0x77))

  @Test(
    "CreateModel checks architecture, stake and commission, in this order",
    arguments: [
      (2, 0, 10_001, .modelArchitectureVersionMismatch),
      (1, 999_999_999, 10_001, .modelMinStakeNotMet),
      (1, 1_000_000_000, 10_001, .modelCommissionRateTooHigh),
      (1, 1_000_000_000, 10_000, nil),
    ] as [(UInt64, Amount, BasisPoints, ExecutionFailure?)])
  func createChecks(
    version: UInt64, stake: Amount, commission: BasisPoints, failure: ExecutionFailure?
  ) throws {
    var scene = try Scene()
    let payload = CreateModel(
      stake: stake, commissionRate: commission, architectureVersion: version)
    let before = scene.state
    #expect(
      throwing {
        _ = try scene.state.createModel(
          payload, modelID: Scene.modelID, poolID: Scene.poolID(of: Scene.modelID),
          owner: Scene.owner)
      } == failure)
    #expect((scene.state == before) == (failure != nil))
  }

  @Test("a chain without a minimum still wants some stake")
  func noMinimum() throws {
    var scene = try Scene { $0.parameters.modelMinStake = 0 }
    let failure = throwing { try scene.create(stake: 0) }
    guard case .invalidArguments = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
    try scene.create(stake: 1)
  }

  @Test("a new model is Created, with its stake counted at once")
  func created() throws {
    var scene = try Scene()
    try scene.boundaries(upTo: 3)
    let receipt = try scene.create(stake: 2_000_000_000)
    #expect(
      receipt
        == StakedSoma(
          poolID: Scene.poolID(of: Scene.modelID), activationEpoch: 4, principal: 2_000_000_000))
    let model = try scene.model
    #expect(model.state == .created(createEpoch: 3))
    #expect(model.commissionRate == 100 && model.nextEpochCommissionRate == 100)
    #expect(
      model.stakingPool
        == StakingPool(
          id: receipt.poolID, somaBalance: 2_000_000_000, poolTokenBalance: 2_000_000_000))
    #expect(scene.state.modelRegistry.stakingPoolMappings[receipt.poolID] == Scene.modelID)
    #expect(scene.state.modelRegistry.totalModelStake == 0)
  }

  @Test(
    "who may do what at which stage, and which check comes first",
    arguments: [
      (.none, .commit, true, .modelNotFound), (.none, .reveal, true, .modelNotFound),
      (.none, .deactivate, true, .modelNotFound), (.none, .setCommission, true, .modelNotFound),
      (.created, .commit, true, nil), (.created, .commit, false, .notModelOwner),
      (.created, .reveal, true, .modelInvalidState), (.created, .reveal, false, .modelInvalidState),
      (.created, .deactivate, true, .modelNotActive),
      (.created, .deactivate, false, .modelNotActive),
      (.created, .setCommission, true, .modelNotActive),
      (.pending, .commit, true, .modelInvalidState),
      (.pending, .commit, false, .modelInvalidState), (.pending, .reveal, true, nil),
      (.pending, .reveal, false, .notModelOwner), (.pending, .deactivate, true, .modelNotActive),
      (.active, .commit, true, nil), (.active, .commit, false, .notModelOwner),
      (.active, .reveal, true, .modelNoPendingUpdate),
      (.active, .reveal, false, .notModelOwner), (.active, .deactivate, true, nil),
      (.active, .deactivate, false, .notModelOwner), (.active, .setCommission, true, nil),
      (.active, .setCommission, false, .notModelOwner),
      (.updating, .commit, true, nil), (.updating, .reveal, true, nil),
      (.updating, .reveal, false, .notModelOwner), (.updating, .deactivate, true, nil),
      (.inactive, .commit, true, .modelInvalidState),
      (.inactive, .commit, false, .modelInvalidState),
      (.inactive, .reveal, true, .modelInvalidState),
      (.inactive, .deactivate, true, .modelNotActive),
      (.inactive, .setCommission, true, .modelNotActive),
    ] as [(Stage, Action, Bool, ExecutionFailure?)])
  func preconditions(
    stage: Stage, action: Action, isOwner: Bool, failure: ExecutionFailure?
  ) throws {
    var scene = try Scene.at(stage)
    let before = scene.state
    let sender = isOwner ? Scene.owner : Scene.other
    let actual = throwing { try action.run(in: &scene, by: sender) }
    #expect(actual == failure)
    #expect((scene.state == before) == (failure != nil))
  }

  enum Action: Sendable {
    case commit, reveal, deactivate, setCommission

    func run(in scene: inout Scene, by sender: SomaAddress) throws {
      switch self {
      case .commit: try scene.state.commitModel(Scene.commit(), by: sender)
      case .reveal: try scene.state.revealModel(Scene.reveal(), by: sender, events: &scene.events)
      case .deactivate: try scene.state.deactivateModel(Scene.modelID, by: sender)
      case .setCommission:
        try scene.state.setModelCommissionRate(
          SetModelCommissionRate(modelID: Scene.modelID, newRate: 200), by: sender)
      }
    }
  }

  @Test(
    "a reveal fits only in the epoch after the commit, then key comes before embedding",
    arguments: [
      (0, true, true, .modelRevealEpochMismatch), (0, false, false, .modelRevealEpochMismatch),
      (1, false, false, .modelDecryptionKeyCommitmentMismatch),
      (1, false, true, .modelDecryptionKeyCommitmentMismatch),
      (1, true, false, .modelEmbeddingCommitmentMismatch), (1, true, true, nil),
    ] as [(Int, Bool, Bool, ExecutionFailure?)], [false, true])
  func revealChecks(
    row: (epochsLater: Int, rightKey: Bool, rightEmbedding: Bool, failure: ExecutionFailure?),
    isUpdate: Bool
  ) throws {
    var scene = try Scene()
    if isUpdate { try scene.makeActive() } else { try scene.create() }
    try scene.commit()
    for _ in 0..<row.epochsLater { try scene.boundary() }
    let payload = Scene.reveal(
      embedding: row.rightEmbedding ? Scene.embedding : SomaTensor([0, 0, 0, 1]),
      key: row.rightKey ? Scene.key : Self.otherKey)
    let before = scene.state
    let failure = throwing {
      try scene.state.revealModel(payload, by: Scene.owner, events: &scene.events)
    }
    #expect(failure == row.failure)
    #expect((scene.state == before) == (failure != nil))
  }

  @Test("in safe mode the window of a reveal passes, and nothing else does")
  func revealAfterSafeMode() throws {
    var scene = try Scene()
    try scene.create()
    try scene.commit()
    try scene.boundary()
    try scene.boundary(failingWith: .arithmeticOverflow)
    #expect(throws: ExecutionFailure.modelRevealEpochMismatch) { try scene.reveal() }
    #expect(try scene.model.state.name == "Pending")
  }

  @Test("the first reveal activates the pool and counts its balance")
  func firstReveal() throws {
    var scene = try Scene.at(.pending)
    try scene.reveal()
    let pool = try scene.pool
    #expect(pool.activationEpoch == 1)
    #expect(
      pool.exchangeRates == [
        1: PoolTokenExchangeRate(somaAmount: 1_000_000_000, poolTokenAmount: 1_000_000_000)
      ])
    #expect(scene.state.modelRegistry.totalModelStake == 1_000_000_000)
    #expect(try scene.model.revealed?.decryptionKey == Scene.key)
    #expect(try scene.model.pendingUpdate == nil)
  }

  @Test("an update swaps commitments, key and embedding, and leaves the pool alone")
  func updateReveal() throws {
    var scene = try Scene.at(.active)
    let embedding = SomaTensor([0, 1, 0, 0])
    let commit = try Scene.commit(
      embedding: embedding, key: Self.otherKey, url: "https://weights.example/2")
    try scene.state.commitModel(commit, by: Scene.owner)
    try scene.boundary()
    let pool = try scene.pool
    try scene.state.revealModel(
      Scene.reveal(embedding: embedding, key: Self.otherKey), by: Scene.owner,
      events: &scene.events)
    let model = try scene.model
    #expect(model.revealed?.commitments.manifest == commit.manifest)
    #expect(model.revealed?.embedding == embedding)
    #expect(model.revealed?.decryptionKey == Self.otherKey)
    #expect(model.stakingPool == pool)
    #expect(model.pendingUpdate == nil)
  }

  @Test("a second commit replaces the first, whose reveal is lost (10.2, 7)")
  func recommit() throws {
    var scene = try Scene.at(.updating)
    let commit = try Scene.commit(key: Self.otherKey)
    try scene.state.commitModel(commit, by: Scene.owner)
    #expect(throws: ExecutionFailure.modelRevealEpochMismatch) { try scene.reveal() }
    try scene.boundary()
    #expect(throws: ExecutionFailure.modelDecryptionKeyCommitmentMismatch) { try scene.reveal() }
    try scene.state.revealModel(
      Scene.reveal(key: Self.otherKey), by: Scene.owner, events: &scene.events)
  }

  @Test("a deactivated model keeps what it showed, and loses its reports and its update")
  func deactivate() throws {
    var scene = try Scene.at(.updating)
    try scene.state.reportModel(Scene.modelID, by: scene.validatorAddresses[0])
    let revealed = try scene.model.revealed
    try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
    let model = try scene.model
    #expect(model.state == revealed.map(ModelState.inactive))
    #expect(model.stakingPool.deactivationEpoch == scene.state.epoch)
    #expect(model.stakingPool.somaBalance == 1_000_000_000)
    #expect(scene.state.modelRegistry.totalModelStake == 0)
    #expect(scene.state.modelRegistry.modelReportRecords.isEmpty)
  }

  @Test("a commission above 10 000 is refused before anything else is looked at")
  func commissionTooHigh() throws {
    var scene = try Scene()
    #expect(throws: ExecutionFailure.modelCommissionRateTooHigh) {
      try scene.state.setModelCommissionRate(
        SetModelCommissionRate(modelID: Scene.modelID, newRate: 10_001), by: Scene.other)
    }
  }

  @Test("a commission takes effect at the boundary")
  func commission() throws {
    var scene = try Scene.at(.active)
    try scene.state.setModelCommissionRate(
      SetModelCommissionRate(modelID: Scene.modelID, newRate: 10_000), by: Scene.owner)
    #expect(try scene.model.commissionRate == 100)
    try scene.boundary()
    #expect(try scene.model.commissionRate == 10_000)
  }

  @Test("an embedding of another length is accepted, loudly (D6)")
  func oddEmbedding() throws {
    var scene = try Scene()
    let embedding = SomaTensor([1, 2])
    try scene.create()
    try scene.state.commitModel(Scene.commit(embedding: embedding), by: Scene.owner)
    try scene.boundary()
    try scene.state.revealModel(
      Scene.reveal(embedding: embedding), by: Scene.owner, events: &scene.events)
    let event = StateEvent.embeddingDimensionMismatch(
      modelID: Scene.modelID, expected: 4, actual: 2)
    #expect(scene.events.last == event)
    #expect(event.isDefect)
    let outcome = try scene.boundary()
    #expect(outcome.targets.isEmpty)
    #expect(
      outcome.events.contains(.targetsStopped(made: 0, reason: .unfitEmbedding(Scene.modelID))))
    #expect(scene.state.targetShortage == .unfitEmbedding(Scene.modelID))
    #expect(throws: ExecutionFailure.embeddingDimensionMismatch(expected: 4, actual: 2)) {
      _ = try scene.state.makeTarget(seed: TargetSeed(rawValue: 1))
    }
  }
}

/// The failure that `body` throws, if it does. Anything else that it throws is a broken test.
func throwing(_ body: () throws -> Void) -> ExecutionFailure? {
  do {
    try body()
    return nil
  } catch let failure as ExecutionFailure {
    return failure
  } catch {
    Issue.record(error)
    return nil
  }
}
