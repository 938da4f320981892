import SomaProto
import SomaTypes

extension Soma_Rpc_ExecutionError {
  /// Writes a reason as nodes do, losses included. Source: WIRE 6.7.
  init(_ failure: ExecutionFailure, context: ReplyContext) {
    self.init()
    kind = Self.kind(of: failure)
    description_p = failure.name
    switch failure {
    case .invalidOwnership(let object, _, _), .objectNotFound(let object),
      .invalidObjectType(let object, _, _):
      errorDetails =
        context.hidesObjectOfFailure
        ? .otherError(object.text(.bare)) : .objectID(object.text(context.effectsForm))
    case .invalidArguments(let text), .duplicateValidatorMetadata(let text),
      .invalidProofOfPossession(let text):
      otherError = text
    case .targetExpired(let epoch, let current):
      otherError = "generation_epoch=\(epoch), current_epoch=\(current)"
    case .auditWindowOpen(let epoch, let current), .auditWindowClosed(let epoch, let current):
      otherError = "fill_epoch=\(epoch), current_epoch=\(current)"
    case .modelNotInTarget(let modelID, let targetID):
      otherError = "model_id=\(modelID.text(.prefixed)), target_id=\(targetID.text(.prefixed))"
    case .embeddingDimensionMismatch(let expected, let actual):
      otherError = "expected=\(expected), actual=\(actual)"
    case .distanceExceedsThreshold(let score, let threshold):
      otherError = "score=\(score.scalar), threshold=\(threshold.scalar)"
    case .insufficientBond(let required, let provided):
      otherError = "required=\(required.shannons), provided=\(provided.shannons)"
    case .dataExceedsMaxSize(let size, let maximum):
      otherError = "size=\(size), max_size=\(maximum)"
    case .modelInvalidState:
      description_p = ExecutionFailure.invalidStateText
      otherError = ExecutionFailure.invalidStateText
    case .somaError(let error):
      let text = error.texts.isEmpty ? error.name : error.texts.joined(separator: ": ")
      description_p = text
      otherError = text
    default: break  // the number says it all
    }
  }

  private static func kind(of failure: ExecutionFailure) -> ExecutionErrorKind {
    switch failure {
    case .insufficientGas: .insufficientGas
    case .invalidOwnership: .invalidOwnership
    case .objectNotFound: .objectNotFound
    case .invalidObjectType: .invalidObjectType
    case .invalidTransactionType: .invalidTransactionType
    case .invalidArguments: .invalidArguments
    case .duplicateValidator: .duplicateValidator
    case .duplicateValidatorMetadata: .duplicateValidatorMetadata
    case .missingProofOfPossession: .missingProofOfPossession
    case .invalidProofOfPossession: .invalidProofOfPossession
    case .notAValidator: .notAValidator
    case .validatorAlreadyRemoved: .validatorAlreadyRemoved
    case .advancedToWrongEpoch: .advancedToWrongEpoch
    case .modelNotFound, .modelNotCreated: .modelNotFound
    case .notModelOwner: .notModelOwner
    case .modelNotActive: .modelNotActive
    case .modelNotPending: .modelNotPending
    case .modelAlreadyInactive: .modelAlreadyInactive
    case .modelRevealEpochMismatch: .modelRevealEpochMismatch
    case .modelEmbeddingCommitmentMismatch: .modelEmbeddingCommitmentMismatch
    case .modelDecryptionKeyCommitmentMismatch: .modelDecryptionKeyCommitmentMismatch
    case .modelNoPendingUpdate: .modelNoPendingUpdate
    case .modelArchitectureVersionMismatch: .modelArchitectureVersionMismatch
    case .modelCommissionRateTooHigh: .modelCommissionRateTooHigh
    case .modelMinStakeNotMet: .modelMinStakeNotMet
    case .noActiveModels: .noActiveModels
    case .targetNotFound: .targetNotFound
    case .targetNotOpen: .targetNotOpen
    case .targetExpired: .targetExpired
    case .targetNotFilled: .targetNotFilled
    case .auditWindowOpen: .challengeWindowOpen
    case .targetAlreadyClaimed: .targetAlreadyClaimed
    case .modelNotInTarget: .modelNotInTarget
    case .embeddingDimensionMismatch: .embeddingDimensionMismatch
    case .distanceExceedsThreshold: .distanceExceedsThreshold
    case .insufficientBond: .insufficientBond
    case .dataExceedsMaxSize: .dataExceedsMaxSize
    case .insufficientEmissionBalance: .insufficientEmissionBalance
    case .auditWindowClosed: .challengeWindowClosed
    case .insufficientCoinBalance: .insufficientCoinBalance
    case .coinBalanceOverflow: .coinBalanceOverflow
    case .validatorNotFound: .validatorNotFound
    case .stakingPoolNotFound: .stakingPoolNotFound
    case .cannotReportOneself: .cannotReportOneself
    case .reportRecordNotFound: .reportRecordNotFound
    case .inputObjectDeleted: .inputObjectDeleted
    case .certificateDenied: .certificateDenied
    case .executionCancelledDueToSharedObjectCongestion: .sharedObjectCongestion
    case .modelInvalidState, .arithmeticOverflow, .somaError: .otherError
    }
  }
}
