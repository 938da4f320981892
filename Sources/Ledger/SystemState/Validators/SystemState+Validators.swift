public import SomaTypes

// Source: chain `types/src/system_state/mod.rs` and `validator.rs`.

extension SystemState {
  /// The commission that a candidate begins with. Source: chain `request_add_validator`.
  private static let candidateCommission: BasisPoints = 10

  /// Registers the sender as a candidate, who joins when its stake allows.
  ///
  /// - Parameters:
  ///   - payload: Keys, proof and addresses; of the proof only the length is checked.
  ///   - poolID: Derived from the transaction, number 0.
  ///   - sender: The new candidate.
  /// - Throws: ``ExecutionFailure/invalidArguments(reason:)``,
  ///   ``ExecutionFailure/invalidProofOfPossession(reason:)``,
  ///   ``ExecutionFailure/duplicateValidator``,
  ///   ``ExecutionFailure/duplicateValidatorMetadata(field:)``.
  public mutating func addValidator(
    _ payload: AddValidator, poolID: StakingPoolID, by sender: SomaAddress
  ) throws(ExecutionFailure) {
    let metadata = try ValidatorMetadata(payload, address: sender)
    guard validators.validator(sender) == nil else { throw .duplicateValidator }
    for other in validators.validators + validators.pendingValidators {
      if let field = metadata.sharedField(with: other.metadata) {
        throw .duplicateValidatorMetadata(field: field)
      }
    }
    validators.stakingPoolMappings[poolID] = sender
    validators.pendingValidators.append(
      Validator(
        metadata: metadata, votingPower: 0, stakingPool: StakingPool(id: poolID),
        commissionRate: Self.candidateCommission, nextEpochStake: .zero,
        nextEpochCommissionRate: Self.candidateCommission))
  }

  /// Lets the sender leave with the next epoch. The key in the payload is not looked at.
  ///
  /// - Throws: ``ExecutionFailure/notAValidator``, also for a candidate;
  ///   ``ExecutionFailure/validatorAlreadyRemoved``.
  public mutating func removeValidator(by sender: SomaAddress) throws(ExecutionFailure) {
    let index = UInt64(try activeIndex(of: sender))
    guard !validators.pendingRemovals.contains(index) else { throw .validatorAlreadyRemoved }
    validators.pendingRemovals.append(index)
  }

  /// Sets the sender's commission, from the next epoch on.
  ///
  /// - Throws: ``ExecutionFailure/notAValidator``; ``ExecutionFailure/somaError(_:)`` above 10 000.
  public mutating func setCommissionRate(
    _ newRate: BasisPoints, by sender: SomaAddress
  ) throws(ExecutionFailure) {
    let index = try activeIndex(of: sender)
    guard newRate <= .all else {
      throw .somaError(.genericAuthorityError("commission of \(newRate) bps is above 10000"))
    }
    validators.validators[index].nextEpochCommissionRate = newRate
  }

  /// Changes what the sender has registered, from the next epoch on.
  ///
  /// - Throws: ``ExecutionFailure/notAValidator``,
  ///   ``ExecutionFailure/invalidArguments(reason:)``,
  ///   ``ExecutionFailure/missingProofOfPossession``,
  ///   ``ExecutionFailure/invalidProofOfPossession(reason:)``,
  ///   ``ExecutionFailure/duplicateValidatorMetadata(field:)``.
  public mutating func updateValidatorMetadata(
    _ payload: UpdateValidatorMetadata, by sender: SomaAddress
  ) throws(ExecutionFailure) {
    let index = try activeIndex(of: sender)
    var metadata = validators.validators[index].metadata
    try metadata.stage(payload)
    let effective = metadata.effective
    guard effective.networkPubkey != effective.workerPubkey else {
      throw .duplicateValidatorMetadata(field: "network_pubkey == worker_pubkey (self)")
    }
    for other in validators.validators {
      if let field = metadata.sharedField(with: other.metadata) {
        throw .duplicateValidatorMetadata(field: field)
      }
    }
    validators.validators[index].metadata = metadata
  }

  private func activeIndex(of address: SomaAddress) throws(ExecutionFailure) -> Int {
    guard
      let index = validators.validators.firstIndex(where: {
        $0.metadata.somaAddress == address
      })
    else { throw .notAValidator }
    return index
  }
}
