/// Why an executed transaction did nothing but pay: all 52 reasons of the chain, in the order of
/// their BCS indexes.
///
/// The numbers of protobuf's `ExecutionErrorKind` are others. Source: chain type
/// `ExecutionFailureStatus`.
public enum ExecutionFailure: Error, Equatable, Sendable {
  /// The gas coin cannot pay.
  case insufficientGas
  /// An input belongs to someone else, or to nobody in particular.
  case invalidOwnership(
    objectID: ObjectID, expectedOwner: SomaAddress, actualOwner: SomaAddress?)
  /// An input does not exist.
  case objectNotFound(objectID: ObjectID)
  /// An input is something else.
  case invalidObjectType(objectID: ObjectID, expected: ObjectType, actual: ObjectType)
  /// The executor was given a kind that is not its own.
  case invalidTransactionType
  /// Arguments that make no sense, in the chain's words.
  case invalidArguments(reason: String)

  /// The sender is a validator or is about to be one.
  case duplicateValidator
  /// Another validator has the same key or address; which field.
  case duplicateValidatorMetadata(field: String)
  /// A new BLS key came without its proof.
  case missingProofOfPossession
  /// The proof for a BLS key is wrong, in the chain's words.
  case invalidProofOfPossession(reason: String)
  /// The sender, or whom it reports, is not an active validator.
  case notAValidator
  /// The validator is already on its way out.
  case validatorAlreadyRemoved
  /// The epoch does not follow the last one; validators only.
  case advancedToWrongEpoch

  /// No model has this id.
  case modelNotFound
  /// The sender does not own the model.
  case notModelOwner
  /// The model is not Active.
  case modelNotActive
  /// The model is not Pending; not used by this version of the chain.
  case modelNotPending
  /// The model is not Created; not used by this version of the chain.
  case modelNotCreated
  /// A commit on a Pending or Inactive model, or a reveal on a Created or Inactive one.
  case modelInvalidState
  /// The model is Inactive, which is for ever.
  case modelAlreadyInactive
  /// A reveal in any epoch but the one after the commit.
  case modelRevealEpochMismatch
  /// The revealed embedding is not the committed one.
  case modelEmbeddingCommitmentMismatch
  /// The revealed key is not the committed one.
  case modelDecryptionKeyCommitmentMismatch
  /// A reveal on an Active model that has nothing to reveal.
  case modelNoPendingUpdate
  /// A model of another architecture than the live parameter.
  case modelArchitectureVersionMismatch
  /// A commission above 10 000 basis points.
  case modelCommissionRateTooHigh
  /// Less stake than the live parameter `model_min_stake`.
  case modelMinStakeNotMet

  /// No model is Active, so there can be no target.
  case noActiveModels
  /// No target has this id.
  case targetNotFound
  /// The target is filled or claimed.
  case targetNotOpen
  /// The target was open only in the epoch that made it.
  case targetExpired(generationEpoch: Epoch, currentEpoch: Epoch)
  /// The target is still open.
  case targetNotFilled
  /// A claim before the end of the audit, which is the epoch after the fill.
  case auditWindowOpen(fillEpoch: Epoch, currentEpoch: Epoch)
  /// Someone claimed the target already.
  case targetAlreadyClaimed

  /// The model is not one of the target's.
  case modelNotInTarget(modelID: ModelID, targetID: TargetID)
  /// An embedding of another length than the target's.
  case embeddingDimensionMismatch(expected: UInt64, actual: UInt64)
  /// A submission too far from the target; both are scalars.
  case distanceExceedsThreshold(score: SomaTensor, threshold: SomaTensor)
  /// The bond coin is worth too little.
  case insufficientBond(required: Amount, provided: Amount)
  /// Submitted data above the live parameter `max_submission_data_size`, in bytes.
  case dataExceedsMaxSize(size: UInt64, maxSize: UInt64)
  /// The emission pool cannot pay for a target.
  case insufficientEmissionBalance
  /// A report in any epoch but the one after the fill.
  case auditWindowClosed(fillEpoch: Epoch, currentEpoch: Epoch)

  /// A coin is worth less than what is to be taken from it.
  case insufficientCoinBalance
  /// A coin would be worth more than 2⁶⁴−1 shannons.
  case coinBalanceOverflow
  /// Any other sum that does not fit.
  case arithmeticOverflow
  /// The address to stake with is not a validator.
  case validatorNotFound
  /// The receipt's pool is unknown.
  case stakingPoolNotFound
  /// A validator reported itself.
  case cannotReportOneself
  /// There is no such report to take back.
  case reportRecordNotFound
  /// A shared input was deleted before the transaction's turn came.
  case inputObjectDeleted
  /// Validators refuse this transaction by its digest.
  case certificateDenied
  /// Too many transactions wanted the same shared object.
  case executionCancelledDueToSharedObjectCongestion
  /// Any other error of a node.
  case somaError(SomaError)

  /// The chain's names, at their BCS indexes.
  public static let names = [
    "InsufficientGas", "InvalidOwnership", "ObjectNotFound", "InvalidObjectType",
    "InvalidTransactionType", "InvalidArguments", "DuplicateValidator",
    "DuplicateValidatorMetadata", "MissingProofOfPossession", "InvalidProofOfPossession",
    "NotAValidator", "ValidatorAlreadyRemoved", "AdvancedToWrongEpoch", "ModelNotFound",
    "NotModelOwner", "ModelNotActive", "ModelNotPending", "ModelNotCreated", "ModelInvalidState",
    "ModelAlreadyInactive", "ModelRevealEpochMismatch", "ModelEmbeddingCommitmentMismatch",
    "ModelDecryptionKeyCommitmentMismatch", "ModelNoPendingUpdate",
    "ModelArchitectureVersionMismatch", "ModelCommissionRateTooHigh", "ModelMinStakeNotMet",
    "NoActiveModels", "TargetNotFound", "TargetNotOpen", "TargetExpired", "TargetNotFilled",
    "AuditWindowOpen", "TargetAlreadyClaimed", "ModelNotInTarget", "EmbeddingDimensionMismatch",
    "DistanceExceedsThreshold", "InsufficientBond", "DataExceedsMaxSize",
    "InsufficientEmissionBalance", "AuditWindowClosed", "InsufficientCoinBalance",
    "CoinBalanceOverflow", "ArithmeticOverflow", "ValidatorNotFound", "StakingPoolNotFound",
    "CannotReportOneself", "ReportRecordNotFound", "InputObjectDeleted", "CertificateDenied",
    "ExecutionCancelledDueToSharedObjectCongestion", "SomaError",
  ]

  /// The chain's name of this reason, such as `ModelRevealEpochMismatch`.
  public var name: String { Self.names[index] }
}
