public import SomaTypes

// Source: chain `authority/src/execution/change_epoch.rs` and `submission.rs`,
// `types/src/system_state/mod.rs` and `target.rs`.

extension SystemState {
  /// From this protocol version on there is a budget for an epoch's targets, and their reward
  /// depends on the hits that are wanted instead of on the targets at the start.
  static let budgetedTargetsVersion: UInt64 = 3

  /// Why no target can be made now; `nil` when one can.
  public var targetShortage: StateEvent.TargetShortage? {
    guard modelRegistry.models.values.contains(where: \.isActive) else { return .noActiveModels }
    if let modelID = modelRegistry.unfitModel(for: [parameters.targetEmbeddingDim]) {
      return .unfitEmbedding(modelID)
    }
    let reward = targetState.rewardPerTarget
    guard emissionPool.balance >= reward else { return .emissionPoolEmpty }
    guard protocolVersion >= Self.budgetedTargetsVersion else { return nil }
    let spent = reward.shannons.multipliedReportingOverflow(
      by: targetState.targetsGeneratedThisEpoch)
    let wanted = Amount(shannons: spent.overflow ? .max : spent.partialValue)
      .addingClamped(reward)
    return wanted <= targetBudget ? nil : .budgetSpent
  }

  /// What an epoch's targets may cost together.
  var targetBudget: Amount {
    emissionPool.emissionPerEpoch.share(parameters.targetRewardAllocationBps)
  }

  /// Makes a target and takes its reward out of the emission pool.
  ///
  /// - Parameter seed: What its embedding is drawn from.
  /// - Returns: A new open target.
  /// - Throws: ``ExecutionFailure/noActiveModels``;
  ///   ``ExecutionFailure/insufficientEmissionBalance``, also when the epoch's budget is spent;
  ///   ``ExecutionFailure/embeddingDimensionMismatch(expected:actual:)`` for an Active model whose
  ///   embedding has another length than the target's, where the real node aborts (CHAIN.md 10.3,
  ///   D6). Nothing changes then.
  public mutating func makeTarget(seed: TargetSeed) throws(ExecutionFailure) -> Target {
    switch targetShortage {
    case nil: return payForTarget(seed: seed)
    case .noActiveModels: throw .noActiveModels
    case .emissionPoolEmpty, .budgetSpent: throw .insufficientEmissionBalance
    case .unfitEmbedding(let modelID):
      let actual = modelRegistry.models[modelID]?.revealed?.embedding.bits.count ?? 0
      throw .embeddingDimensionMismatch(
        expected: parameters.targetEmbeddingDim, actual: UInt64(actual))
    }
  }

  /// Makes a target when there is no ``targetShortage``.
  mutating func payForTarget(seed: TargetSeed) -> Target {
    let embedding = seed.embedding(dimension: parameters.targetEmbeddingDim)
    let target = Target(
      embedding: embedding,
      modelIDs: modelRegistry.nearestModels(
        to: embedding, count: parameters.targetModelsPerTarget),
      distanceThreshold: targetState.distanceThreshold,
      rewardPool: targetState.rewardPerTarget, generationEpoch: epoch)
    emissionPool.balance = emissionPool.balance.subtractingClamped(target.rewardPool)
    targetState.targetsGeneratedThisEpoch =
      targetState.targetsGeneratedThisEpoch.addingClamped(1)
    return target
  }

  /// Counts a hit, for the difficulty of the next epoch.
  public mutating func recordHit() {
    targetState.hitsThisEpoch = targetState.hitsThisEpoch.addingClamped(1)
  }

  /// Gives money back to the emission pool: the reward of a target that nobody gets.
  ///
  /// - Throws: ``ExecutionFailure/arithmeticOverflow``.
  public mutating func returnToEmissionPool(_ amount: Amount) throws(ExecutionFailure) {
    guard let balance = emissionPool.balance.adding(amount) else { throw .arithmeticOverflow }
    emissionPool.balance = balance
  }

  /// What a target of the new epoch pays.
  func rewardPerTarget() -> Amount {
    let count =
      protocolVersion >= Self.budgetedTargetsVersion
      ? parameters.targetHitsPerEpoch : parameters.targetInitialTargetsPerEpoch
    return Amount(shannons: targetBudget.shannons / max(1, count))
  }
}
