public import SomaTypes

// Source: chain `types/src/system_state/mod.rs`; CHAIN.md 1.3, 4.2 and 4.5.

extension SystemState {
  /// Stakes with a model.
  ///
  /// - Parameters:
  ///   - modelID: A model that is not Inactive.
  ///   - amount: More than zero.
  ///   - events: Gets ``StateEvent/stakeToEndedPoolRefused(modelID:)``.
  /// - Returns: The content of the receipt.
  /// - Throws: ``ExecutionFailure/invalidArguments(reason:)`` for nothing,
  ///   ``ExecutionFailure/modelNotFound``, ``ExecutionFailure/arithmeticOverflow``;
  ///   ``ExecutionFailure/modelAlreadyInactive``, also for a pool that ended before its model,
  ///   where the real node aborts (CHAIN.md 10.3, D1).
  public mutating func requestAddStakeToModel(
    _ modelID: ModelID, amount: Amount, events: inout [StateEvent]
  ) throws(ExecutionFailure) -> StakedSoma {
    guard amount > .zero else { throw Self.noStake }
    guard var model = modelRegistry.models[modelID] else { throw .modelNotFound }
    if case .inactive = model.state { throw .modelAlreadyInactive }
    guard !model.stakingPool.isInactive else {
      events.append(.stakeToEndedPoolRefused(modelID: modelID))
      throw .modelAlreadyInactive
    }
    let receipt = try model.stakingPool.addStake(amount, in: epoch)
    if model.isActive {
      modelRegistry.totalModelStake = modelRegistry.totalModelStake.addingClamped(amount)
    }
    modelRegistry.models[modelID] = model
    modelRegistry.stakingPoolMappings[receipt.poolID] = modelID
    return receipt
  }

  /// Stakes with a validator or a candidate.
  ///
  /// - Returns: The content of the receipt.
  /// - Throws: ``ExecutionFailure/validatorNotFound``,
  ///   ``ExecutionFailure/invalidArguments(reason:)`` for nothing,
  ///   ``ExecutionFailure/arithmeticOverflow``.
  public mutating func requestAddStake(
    to address: SomaAddress, amount: Amount
  ) throws(ExecutionFailure) -> StakedSoma {
    guard var validator = validators.validator(address) else { throw .validatorNotFound }
    guard amount > .zero else { throw Self.noStake }
    let receipt = try validator.stakingPool.addStake(amount, in: epoch)
    validator.nextEpochStake = validator.nextEpochStake.addingClamped(amount)
    validators.replace(validator)
    validators.stakingPoolMappings[receipt.poolID] = address
    return receipt
  }

  /// Pays a receipt back from whichever pool it names.
  ///
  /// - Parameters:
  ///   - receipt: Owned by the sender.
  ///   - policy: What receipts of slashed models are worth.
  ///   - events: See ``StateEvent``.
  /// - Returns: What the receipt is worth.
  /// - Throws: ``ExecutionFailure/stakingPoolNotFound``.
  public mutating func requestWithdrawStake(
    _ receipt: StakedSoma, policy: SlashedStakePolicy, events: inout [StateEvent]
  ) throws(ExecutionFailure) -> StakeWithdrawal {
    if let address = validators.stakingPoolMappings[receipt.poolID] {
      if var validator = validators.validator(address) {
        // A validator that left and came back has a new pool; the old one is among the inactive.
        // The real node looks into the new one only, and aborts.
        if validator.stakingPool.id == receipt.poolID {
          let withdrawal = validator.withdraw(receipt, in: epoch, events: &events)
          validators.replace(validator)
          return withdrawal
        }
      }
      if var validator = validators.inactiveValidators[receipt.poolID] {
        let withdrawal = validator.withdraw(receipt, in: epoch, events: &events)
        validators.inactiveValidators[receipt.poolID] = validator
        return withdrawal
      }
    }
    guard let modelID = modelRegistry.stakingPoolMappings[receipt.poolID],
      var model = modelRegistry.models[modelID]
    else { throw .stakingPoolNotFound }
    let withdrawal = model.stakingPool.withdraw(
      receipt, in: epoch, policy: policy, events: &events)
    if model.isActive {
      modelRegistry.totalModelStake =
        modelRegistry.totalModelStake.subtractingClamped(withdrawal.paid)
    }
    modelRegistry.models[modelID] = model
    return withdrawal
  }
}

extension Validator {
  /// Pays a receipt of its pool back. Validators' stake is never slashed, so no receipt is worth
  /// less than its principal under either policy.
  fileprivate mutating func withdraw(
    _ receipt: StakedSoma, in epoch: Epoch, events: inout [StateEvent]
  ) -> StakeWithdrawal {
    let withdrawal = stakingPool.withdraw(receipt, in: epoch, policy: .asIntended, events: &events)
    nextEpochStake = nextEpochStake.subtractingClamped(withdrawal.paid)
    return withdrawal
  }
}
