public import SomaTypes

// Source: chain `types/src/system_state/mod.rs` and `authority/src/execution/model.rs`;
// CHAIN.md 1.2 and 1.3. The order of the checks is the order of 1.3.

extension SystemState {
  /// Checks what CreateModel says, before the gas coin is looked at.
  ///
  /// - Throws: ``ExecutionFailure/modelArchitectureVersionMismatch``,
  ///   ``ExecutionFailure/modelMinStakeNotMet``, ``ExecutionFailure/modelCommissionRateTooHigh``.
  public func validate(_ payload: CreateModel) throws(ExecutionFailure) {
    guard payload.architectureVersion == parameters.modelArchitectureVersion else {
      throw .modelArchitectureVersionMismatch
    }
    guard payload.stake >= parameters.modelMinStake else { throw .modelMinStakeNotMet }
    guard payload.commissionRate <= .all else { throw .modelCommissionRateTooHigh }
  }

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - payload: Checked with ``validate(_:)`` once more.
  ///   - modelID: Derived from the transaction, number 0.
  ///   - poolID: Derived from the transaction, number 1.
  ///   - owner: The sender.
  /// - Returns: The content of the receipt, which is derived from the transaction as number 2.
  /// - Throws: As ``validate(_:)``; ``ExecutionFailure/arithmeticOverflow``;
  ///   ``ExecutionFailure/invalidArguments(reason:)`` for a stake of 0, which a chain can only
  ///   come to with a `model_min_stake` of 0.
  public mutating func createModel(
    _ payload: CreateModel, modelID: ModelID, poolID: StakingPoolID, owner: SomaAddress
  ) throws(ExecutionFailure) -> StakedSoma {
    try validate(payload)
    guard payload.stake > .zero else { throw Self.noStake }
    var pool = StakingPool(id: poolID)
    let receipt = try pool.addStake(payload.stake, in: epoch)
    modelRegistry.models[modelID] = Model(
      owner: owner, architectureVersion: payload.architectureVersion, stakingPool: pool,
      commissionRate: payload.commissionRate, nextEpochCommissionRate: payload.commissionRate,
      state: .created(createEpoch: epoch))
    modelRegistry.stakingPoolMappings[poolID] = modelID
    return receipt
  }

  /// Promises weights: for the first time, or as an update, which replaces one that waits.
  ///
  /// - Throws: ``ExecutionFailure/modelNotFound``, ``ExecutionFailure/notModelOwner``;
  ///   ``ExecutionFailure/modelInvalidState`` for a Pending or Inactive model, whoever asks.
  public mutating func commitModel(
    _ payload: CommitModel, by sender: SomaAddress
  ) throws(ExecutionFailure) {
    guard var model = modelRegistry.models[payload.modelID] else { throw .modelNotFound }
    let update = PendingModelUpdate(
      commitments: ModelCommitments(
        manifest: payload.manifest, weightsCommitment: payload.weightsCommitment,
        embeddingCommitment: payload.embeddingCommitment,
        decryptionKeyCommitment: payload.decryptionKeyCommitment),
      commitEpoch: epoch)
    switch model.state {
    case .created:
      guard model.owner == sender else { throw .notModelOwner }
      model.state = .pending(update)
    case .active(let revealed, _):
      guard model.owner == sender else { throw .notModelOwner }
      model.state = .active(revealed, pendingUpdate: update)
    case .pending, .inactive:
      throw .modelInvalidState
    }
    modelRegistry.models[payload.modelID] = model
  }

  /// Keeps a promise. The first time, the model and its pool become active.
  ///
  /// - Parameters:
  ///   - payload: The key and the embedding.
  ///   - sender: Who asks.
  ///   - events: Gets ``StateEvent/embeddingDimensionMismatch(modelID:expected:actual:)``.
  /// - Throws: ``ExecutionFailure/modelNotFound``, ``ExecutionFailure/notModelOwner``,
  ///   ``ExecutionFailure/modelNoPendingUpdate``, ``ExecutionFailure/modelRevealEpochMismatch``,
  ///   ``ExecutionFailure/modelDecryptionKeyCommitmentMismatch``,
  ///   ``ExecutionFailure/modelEmbeddingCommitmentMismatch``;
  ///   ``ExecutionFailure/modelInvalidState`` for a Created or Inactive model, whoever asks.
  public mutating func revealModel(
    _ payload: RevealModel, by sender: SomaAddress, events: inout [StateEvent]
  ) throws(ExecutionFailure) {
    guard var model = modelRegistry.models[payload.modelID] else { throw .modelNotFound }
    let isFirst: Bool
    switch model.state {
    case .pending: isFirst = true
    case .active: isFirst = false
    case .created, .inactive: throw .modelInvalidState
    }
    guard model.owner == sender else { throw .notModelOwner }
    guard let update = model.pendingUpdate else { throw .modelNoPendingUpdate }
    guard epoch == update.commitEpoch.next else { throw .modelRevealEpochMismatch }
    let commitments = update.commitments
    guard payload.decryptionKey.commitment == commitments.decryptionKeyCommitment else {
      throw .modelDecryptionKeyCommitmentMismatch
    }
    guard payload.embedding.commitment == commitments.embeddingCommitment else {
      throw .modelEmbeddingCommitmentMismatch
    }
    model.state = .active(
      RevealedModel(
        commitments: commitments, decryptionKey: payload.decryptionKey,
        embedding: payload.embedding),
      pendingUpdate: nil)
    if isFirst {
      model.stakingPool.activate(in: epoch)
      modelRegistry.totalModelStake =
        modelRegistry.totalModelStake.addingClamped(model.stakingPool.somaBalance)
    }
    modelRegistry.models[payload.modelID] = model
    noteDimension(of: payload, events: &events)
  }

  /// The chain compares dimensions only when it makes targets, and then with an assertion.
  private func noteDimension(of payload: RevealModel, events: inout [StateEvent]) {
    let expected = parameters.targetEmbeddingDim
    guard payload.embedding.shape != [expected] else { return }
    events.append(
      .embeddingDimensionMismatch(
        modelID: payload.modelID, expected: expected,
        actual: UInt64(payload.embedding.bits.count)))
  }

  /// Sets a model's commission, from the next epoch on.
  ///
  /// - Throws: ``ExecutionFailure/modelCommissionRateTooHigh``,
  ///   ``ExecutionFailure/modelNotFound``, ``ExecutionFailure/modelNotActive``,
  ///   ``ExecutionFailure/notModelOwner``.
  public mutating func setModelCommissionRate(
    _ payload: SetModelCommissionRate, by sender: SomaAddress
  ) throws(ExecutionFailure) {
    guard payload.newRate <= .all else { throw .modelCommissionRateTooHigh }
    try requireActive(payload.modelID, of: sender)
    modelRegistry.models[payload.modelID]?.nextEpochCommissionRate = payload.newRate
  }

  /// Ends a model at once and without a slash; its pending update and the reports on it go.
  ///
  /// - Throws: ``ExecutionFailure/modelNotFound``, ``ExecutionFailure/modelNotActive``,
  ///   ``ExecutionFailure/notModelOwner``.
  public mutating func deactivateModel(
    _ modelID: ModelID, by sender: SomaAddress
  ) throws(ExecutionFailure) {
    try requireActive(modelID, of: sender)
    guard var model = modelRegistry.models[modelID] else { throw .modelNotFound }
    model.retire(in: epoch)
    modelRegistry.models[modelID] = model
    modelRegistry.totalModelStake =
      modelRegistry.totalModelStake.subtractingClamped(model.stakingPool.somaBalance)
    modelRegistry.modelReportRecords[modelID] = nil
  }

  private func requireActive(
    _ modelID: ModelID, of sender: SomaAddress
  ) throws(ExecutionFailure) {
    guard let model = modelRegistry.models[modelID] else { throw .modelNotFound }
    guard model.isActive else { throw .modelNotActive }
    guard model.owner == sender else { throw .notModelOwner }
  }

  /// Refuses a stake of nothing.
  static var noStake: ExecutionFailure { .invalidArguments(reason: "the stake is 0") }
}
