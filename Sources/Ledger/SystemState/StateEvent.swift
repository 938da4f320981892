public import SomaTypes

/// Something that happened inside the system state and that nothing in its fields tells.
///
/// Pure operations cannot log, so they hand these out, in order. See ``isDefect`` for those that a
/// simulated chain should be loud about.
public enum StateEvent: Equatable, Sendable {
  /// A model lost stake for good. `burned` is what left the supply.
  case modelSlashed(modelID: ModelID, reason: SlashReason, burned: Amount)
  /// A slash took less than its rate says, because the rest has already been paid out. The real
  /// node subtracts it all the same, and its figures wrap.
  case slashLimited(modelID: ModelID, burned: Amount, unlimited: Amount)
  /// An update was not revealed in time, and is gone.
  case updateCancelled(modelID: ModelID, commitEpoch: Epoch)
  /// A revealed embedding has not the length of the live parameter. The chain accepts it, but its
  /// validators abort when they next make a target.
  case embeddingDimensionMismatch(modelID: ModelID, expected: UInt64, actual: UInt64)
  /// Stake was refused because the pool has ended although its model has not. The real node
  /// aborts.
  case stakeToEndedPoolRefused(modelID: ModelID)
  /// Stake was paid back before it counted, though the pool had counted it at once. The real node
  /// lets its pending stake wrap below 0 until the next boundary.
  case countedStakeWithdrawn(poolID: StakingPoolID, amount: Amount)
  /// A pool paid more than it held: `unbacked` came from nowhere. Only with
  /// ``SlashedStakePolicy/asShipped``.
  case unbackedPayment(poolID: StakingPoolID, unbacked: Amount)
  /// A boundary could not be processed; epochs pass, and nothing else happens.
  case safeModeEntered(epoch: Epoch, reason: ExecutionFailure)
  /// A boundary succeeded again, and what safe mode had put aside is paid out.
  case safeModeLeft(accumulatedFees: Amount, accumulatedEmissions: Amount)
  /// The protocol version changed, and with it all parameters but the value fee. Above those that are
  /// known the rules are still those of the newest; a real node of this version aborts.
  case protocolUpgraded(from: UInt64, to: UInt64)
  /// The value fee moved.
  case valueFeeAdjusted(from: BasisPoints, to: BasisPoints)
  /// A candidate became a validator.
  case validatorJoined(SomaAddress)
  /// A validator left, by its own wish or for lack of stake.
  case validatorLeft(SomaAddress, voluntary: Bool)
  /// A validator's changes were dropped, because they would make it look like another one.
  case stagedMetadataDropped(SomaAddress, field: String)
  /// Fewer targets were made than the parameters ask for.
  case targetsStopped(made: UInt64, reason: TargetShortage)

  /// Why a model was slashed.
  public enum SlashReason: Hashable, Sendable {
    /// It was created, but not committed in time.
    case notCommitted
    /// It was committed, but not revealed in time.
    case notRevealed
    /// A quorum of validators reported it.
    case reported
  }

  /// Why there are fewer targets.
  public enum TargetShortage: Hashable, Sendable {
    /// The emission pool cannot pay for another one.
    case emissionPoolEmpty
    /// The epoch's share of the emissions is used up.
    case budgetSpent
    /// No model is Active.
    case noActiveModels
    /// This model's embedding cannot be compared with the target's. The real node aborts.
    case unfitEmbedding(ModelID)
  }

  /// Whether the real node would abort or lose count here, so that no one should rely on what the
  /// ledger did instead. Source: CHAIN.md 10.3.
  public var isDefect: Bool {
    switch self {
    case .protocolUpgraded(_, let version):
      version > SystemParameters.knownProtocolVersions.upperBound
    case .slashLimited, .embeddingDimensionMismatch, .stakeToEndedPoolRefused,
      .countedStakeWithdrawn, .unbackedPayment, .targetsStopped(_, .unfitEmbedding):
      true
    case .modelSlashed, .updateCancelled, .safeModeEntered, .safeModeLeft, .valueFeeAdjusted,
      .validatorJoined, .validatorLeft, .stagedMetadataDropped,
      .targetsStopped:
      false
    }
  }
}
