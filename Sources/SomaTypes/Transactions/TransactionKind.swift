/// What a transaction does: all 26 kinds of the chain, in the order of their BCS indexes.
///
/// The first three are made by validators, the others by users.
public enum TransactionKind: Equatable, Sendable {
  /// The objects that a chain starts with.
  case genesis(objects: [SomaObject])
  /// See ``ConsensusCommitPrologue``.
  case consensusCommitPrologue(ConsensusCommitPrologue)
  /// See ``ChangeEpoch``.
  case changeEpoch(ChangeEpoch)
  /// See ``AddValidator``.
  case addValidator(AddValidator)
  /// The sender stops being a validator; `pubkey` is its BLS key.
  case removeValidator(pubkey: [UInt8])
  /// Reports a validator, for this epoch.
  case reportValidator(reportee: SomaAddress)
  /// Takes such a report back.
  case undoReportValidator(reportee: SomaAddress)
  /// See ``UpdateValidatorMetadata``.
  case updateValidatorMetadata(UpdateValidatorMetadata)
  /// Sets the sender's commission as a validator, from the next epoch on.
  case setCommissionRate(newRate: BasisPoints)
  /// See ``TransferCoin``.
  case transferCoin(TransferCoin)
  /// See ``PayCoins``.
  case payCoins(PayCoins)
  /// See ``TransferObjects``.
  case transferObjects(TransferObjects)
  /// See ``AddStake``.
  case addStake(AddStake)
  /// Turns a StakedSoma receipt of a validator or a model back into money.
  case withdrawStake(stakedSoma: ObjectRef)
  /// See ``CreateModel``.
  case createModel(CreateModel)
  /// See ``CommitModel``.
  case commitModel(CommitModel)
  /// See ``RevealModel``.
  case revealModel(RevealModel)
  /// See ``AddStakeToModel``.
  case addStakeToModel(AddStakeToModel)
  /// See ``SetModelCommissionRate``.
  case setModelCommissionRate(SetModelCommissionRate)
  /// Ends an active model.
  case deactivateModel(modelID: ModelID)
  /// A validator reports a model, for this epoch.
  case reportModel(modelID: ModelID)
  /// Takes such a report back.
  case undoReportModel(modelID: ModelID)
  /// See ``SubmitData``.
  case submitData(SubmitData)
  /// Collects the reward of a filled target, or the remains of an expired one.
  case claimRewards(targetID: TargetID)
  /// A validator reports the submission that filled a target.
  case reportSubmission(targetID: TargetID)
  /// Takes such a report back.
  case undoReportSubmission(targetID: TargetID)

  /// The chain's names, at their BCS indexes.
  public static let names = [
    "Genesis", "ConsensusCommitPrologueV1", "ChangeEpoch", "AddValidator", "RemoveValidator",
    "ReportValidator", "UndoReportValidator", "UpdateValidatorMetadata", "SetCommissionRate",
    "TransferCoin", "PayCoins", "TransferObjects", "AddStake", "WithdrawStake", "CreateModel",
    "CommitModel", "RevealModel", "AddStakeToModel", "SetModelCommissionRate", "DeactivateModel",
    "ReportModel", "UndoReportModel", "SubmitData", "ClaimRewards", "ReportSubmission",
    "UndoReportSubmission",
  ]

  /// The chain's name of this kind, such as `CommitModel`.
  public var name: String { Self.names[index] }

  /// Whether validators make it, without a signature or gas.
  public var isSystem: Bool { index < 3 }
}
