import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Targets: who makes them, for whom, how hard and how dear. CHAIN.md 1.5, 4.4 and 10.3.
@Suite struct TargetTests {
  static func modelID(_ number: UInt8) -> ModelID { ModelID(Bytes32(repeating: number)) }

  static func registry(
    _ models: [(id: UInt8, embedding: [Float], stake: Amount)]
  ) throws -> ModelRegistry {
    var registry = ModelRegistry()
    let commitments = try placeholder()
    for row in models {
      let revealed = RevealedModel(
        commitments: commitments, decryptionKey: Scene.key, embedding: SomaTensor(row.embedding))
      registry.models[modelID(row.id)] = Model(
        owner: Scene.owner, architectureVersion: 1,
        stakingPool: StakingPool(id: StakingPoolID(.zero), somaBalance: row.stake),
        commissionRate: 0, nextEpochCommissionRate: 0,
        state: .active(revealed, pendingUpdate: nil))
    }
    return registry
  }

  static func placeholder() throws -> ModelCommitments {
    let commit = try Scene.commit()
    return ModelCommitments(
      manifest: commit.manifest, weightsCommitment: commit.weightsCommitment,
      embeddingCommitment: commit.embeddingCommitment,
      decryptionKeyCommitment: commit.decryptionKeyCommitment)
  }

  @Test(
    "models are chosen by cosine distance over the root of their stake",
    arguments: [
      // Equal stake: direction decides, length does not.
      ([(1, [0, 5], 100), (2, [1, 1], 100), (3, [-1, -1], 100)], [1, 1], 2, [2, 1]),
      // Equal distance: stake decides.
      ([(1, [1, 0], 100), (2, [-1, 0], 1000)], [0, 1], 2, [2, 1]),
      // Nine times the stake is three times the weight: 0.29 / 0.25 against 1 / 0.75.
      ([(1, [1, 1], 100), (2, [1, 0], 900)], [0, 1], 1, [1]),
      // No stake at all: equal weights.
      ([(1, [0, 1], 0), (2, [1, 0], 0)], [1, 0], 1, [2]),
      // A tie goes by id; fewer models than asked for are all.
      ([(2, [1, 0], 1), (1, [1, 0], 1)], [1, 0], 5, [1, 2]),
      // What cannot be compared comes last.
      ([(1, [.nan, 0], 1000), (2, [-1, 0], 1)], [1, 0], 2, [2, 1]),
    ] as [([(id: UInt8, embedding: [Float], stake: Amount)], [Float], UInt64, [UInt8])])
  func selection(
    models: [(id: UInt8, embedding: [Float], stake: Amount)], target: [Float], count: UInt64,
    chosen: [UInt8]
  ) throws {
    let registry = try Self.registry(models)
    #expect(
      registry.nearestModels(to: SomaTensor(target), count: count) == chosen.map(Self.modelID))
  }

  @Test(
    "without Active models there are no targets, and nobody complains", arguments: Stage.allCases)
  func noModels(stage: Stage) throws {
    var scene = try Scene.at(stage)
    if stage == .created { try scene.boundary() }
    let outcome = try scene.boundary()
    let isActive = stage == .active || stage == .updating
    #expect(outcome.targets.count == (isActive ? 2 : 0))
    #expect(outcome.events.allSatisfy { if case .targetsStopped = $0 { false } else { true } })
    #expect((scene.state.targetShortage == .noActiveModels) == !isActive)
  }

  @Test("a boundary's targets come after its receipts, paid out of the emission pool")
  func boundaryTargets() throws {
    var scene = try Scene.at(.active)
    let pool = scene.state.emissionPool.balance.shannons
    let outcome = try scene.boundary()
    #expect(outcome.rewards.count == 4)
    let digest = TransactionDigest(Bytes32 { $0.storeBytes(of: 2, as: UInt64.self) })
    let reward: UInt64 = 1_096_000_000_000 / 86_400
    for (index, new) in outcome.targets.enumerated() {
      let number = UInt64(4 + index)
      #expect(new.id == ObjectID.derived(from: digest, creationNumber: number))
      let seed = TargetSeed(transaction: digest, creationNumber: number)
      #expect(
        new.target
          == Target(
            embedding: seed.embedding(dimension: 4), modelIDs: [Scene.modelID],
            distanceThreshold: scene.state.targetState.distanceThreshold,
            rewardPool: Amount(shannons: reward), generationEpoch: 2))
    }
    #expect(scene.state.targetState.targetsGeneratedThisEpoch == 2)
    let validatorShare = 1_370_000_000_000 * 7 / 10 as UInt64
    #expect(scene.state.emissionPool.balance.shannons == pool - validatorShare - 2 * reward)
  }

  @Test("a seed is the first eight bytes of the id with its number, little-endian")
  func seed() throws {
    // The vectors of the chain specification have this id for number 0.
    let digest = TransactionDigest(Bytes32 { $0.copyBytes(from: 0..<32) })
    #expect(
      TargetSeed(transaction: digest, creationNumber: 0)
        == TargetSeed(rawValue: 0xc56f_0f39_c3e1_3a7b))
  }

  @Test("targets stop when the budget of the epoch is spent")
  func budget() throws {
    var scene = try Scene.at(.active)
    scene.state.parameters.targetHitsPerEpoch = 1
    let outcome = try scene.boundary()
    #expect(outcome.targets.count == 1)
    #expect(outcome.targets.first?.target.rewardPool == 1_096_000_000_000)
    #expect(outcome.events.contains(.targetsStopped(made: 1, reason: .budgetSpent)))
    #expect(throws: ExecutionFailure.insufficientEmissionBalance) {
      _ = try scene.state.makeTarget(seed: TargetSeed(rawValue: 0))
    }
  }

  @Test("there is a budget from protocol version 3 on", arguments: [2, 3] as [UInt64])
  func budgetVersion(version: UInt64) throws {
    var scene = try Scene.at(.active)
    scene.state.protocolVersion = version
    scene.state.targetState.rewardPerTarget = 1_000_000
    scene.state.targetState.targetsGeneratedThisEpoch = .max
    #expect(scene.state.targetShortage == (version == 3 ? .budgetSpent : nil))
  }

  @Test("targets stop when the emission pool cannot pay")
  func emissionPoolEmpty() throws {
    var scene = try Scene.at(.active)
    scene.state.emissionPool.balance = 20_000_000
    let outcome = try scene.boundary(early: true)
    #expect(outcome.targets.count == 1)
    #expect(outcome.events.contains(.targetsStopped(made: 1, reason: .emissionPoolEmpty)))
  }

  @Test(
    "the reward of a target, by protocol version",
    arguments: [(2, 1_096_000_000_000 / 20), (3, 1_096_000_000_000 / 86_400)]
      as [(UInt64, UInt64)])
  func reward(version: UInt64, reward: UInt64) throws {
    var scene = try Scene {
      $0.protocolVersion = version
      $0.parameters = SystemParameters(protocolVersion: version)
    }
    try scene.boundary()
    #expect(scene.state.targetState.rewardPerTarget.shannons == reward)
  }

  @Test(
    "hits are smoothed",
    arguments: [(0, 8, 8), (20, 10, 19), (20, 0, 18), (0, 0, 0), (.max, .max, .max)]
      as [(UInt64, UInt64, UInt64)])
  func hitsEma(old: UInt64, hits: UInt64, new: UInt64) {
    var target = TargetState(
      distanceThreshold: SomaTensor(scalar: 1), hitsThisEpoch: hits, hitsEma: old)
    target.updateHitsEma(decay: 9000)
    #expect(target.hitsEma == new)
  }

  @Test(
    "difficulty follows the hits, within its bounds",
    arguments: [
      // Nothing learnt: nothing changes.
      (5, 1.05, 0, 1.05),
      // z = -2.27; the step is z itself, at least 2.
      (5, 1.05, 1, 1.1), (5, 1.05, 90_000, 1), (5, 1, 90_000, 0.956), (5, 1, 1, 1.044),
      (5, 1, 86_400, 1),
      // Bounds.
      (5, 1.99, 1, 2), (5, 0.96, 90_000, 0.95),
      // Version 3: the step is 2 % of z, at least 0.1.
      (3, 0.978, 90_000, 0.9758), (3, 0.978, 1, 0.9802),
      // Version 2: 10 % of the threshold.
      (2, 1, 20, 0.9), (2, 1, 1, 1.1), (2, 1, 16, 1), (2, 1.9, 1, 2),
    ] as [(UInt64, Float, UInt64, Float)])
  func difficulty(version: UInt64, threshold: Float, hits: UInt64, next: Float) throws {
    var scene = try Scene {
      $0.protocolVersion = version
      $0.parameters = SystemParameters(protocolVersion: version)
      $0.targetState.distanceThreshold = SomaTensor(scalar: threshold)
      $0.targetState.hitsThisEpoch = hits
    }
    try scene.boundary()
    let actual = try #require(scene.state.targetState.distanceThreshold.values.first)
    #expect(abs(actual - next) < 1e-5)
    #expect(scene.state.targetState.hitsThisEpoch == 0)
  }

  @Test("a hit is counted, and money can go back to the pool, as far as it fits")
  func counters() throws {
    var scene = try Scene()
    scene.state.recordHit()
    #expect(scene.state.targetState.hitsThisEpoch == 1)
    let pool = scene.state.emissionPool.balance
    try scene.state.returnToEmissionPool(5)
    #expect(scene.state.emissionPool.balance == pool.adding(5))
    #expect(throws: ExecutionFailure.arithmeticOverflow) {
      try scene.state.returnToEmissionPool(Amount(shannons: .max))
    }
  }
}
