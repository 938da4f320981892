import SomaProto
import SomaTypes

extension ExecutionFailure {
  /// What nodes write of ``modelInvalidState``, for which protobuf has no number.
  static let invalidStateText = "Model in invalid state for this operation"

  /// Reads a reason. Whatever is in it, the transaction failed: what this version does not know
  /// becomes ``somaError(_:)`` with the node's own words.
  ///
  /// Protobuf loses who owns an object and of which type it is; then the object itself stands for
  /// both owners, and ``ObjectType/coin`` for both types, as in the real SDK. Source: WIRE 6.7.
  init(_ message: Soma_Rpc_ExecutionError) {
    self = Self.withoutDetails(message.kind) ?? Self.withDetails(message) ?? Self.other(message)
  }

  /// A reason that its number says all about.
  private static func withoutDetails(
    _ kind: Soma_Rpc_ExecutionError.ExecutionErrorKind
  ) -> ExecutionFailure? {
    switch kind {
    case .insufficientGas: .insufficientGas
    case .invalidTransactionType: .invalidTransactionType
    case .duplicateValidator: .duplicateValidator
    case .notAValidator: .notAValidator
    case .validatorAlreadyRemoved: .validatorAlreadyRemoved
    case .advancedToWrongEpoch: .advancedToWrongEpoch
    case .modelNotFound: .modelNotFound
    case .notModelOwner: .notModelOwner
    case .modelNotActive: .modelNotActive
    case .insufficientCoinBalance: .insufficientCoinBalance
    case .coinBalanceOverflow: .coinBalanceOverflow
    case .validatorNotFound: .validatorNotFound
    case .stakingPoolNotFound: .stakingPoolNotFound
    case .cannotReportOneself: .cannotReportOneself
    case .reportRecordNotFound: .reportRecordNotFound
    case .inputObjectDeleted: .inputObjectDeleted
    case .certificateDenied: .certificateDenied
    case .sharedObjectCongestion: .executionCancelledDueToSharedObjectCongestion
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
    case .targetNotFilled: .targetNotFilled
    case .targetAlreadyClaimed: .targetAlreadyClaimed
    case .insufficientEmissionBalance: .insufficientEmissionBalance
    case .missingProofOfPossession: .missingProofOfPossession
    default: nil
    }
  }

  /// A reason that has more to it.
  private static func withDetails(_ message: Soma_Rpc_ExecutionError) -> ExecutionFailure? {
    let numbers = FailureNumbers(message.otherError)
    let current = Epoch(numbers.number("current_epoch"))
    return switch message.kind {
    case .invalidOwnership:
      message.object.map {
        let owner = SomaAddress($0.bytes)
        return .invalidOwnership(objectID: $0, expectedOwner: owner, actualOwner: owner)
      }
    case .objectNotFound: message.object.map { .objectNotFound(objectID: $0) }
    case .invalidObjectType:
      message.object.map { .invalidObjectType(objectID: $0, expected: .coin, actual: .coin) }
    case .invalidArguments: .invalidArguments(reason: message.text ?? message.description_p)
    case .duplicateValidatorMetadata: .duplicateValidatorMetadata(field: message.text ?? "unknown")
    case .invalidProofOfPossession: .invalidProofOfPossession(reason: message.text ?? "unknown")
    case .targetExpired:
      .targetExpired(
        generationEpoch: Epoch(numbers.number("generation_epoch")), currentEpoch: current)
    case .challengeWindowOpen:
      .auditWindowOpen(fillEpoch: Epoch(numbers.number("fill_epoch")), currentEpoch: current)
    case .challengeWindowClosed:
      .auditWindowClosed(fillEpoch: Epoch(numbers.number("fill_epoch")), currentEpoch: current)
    case .modelNotInTarget:
      .modelNotInTarget(
        modelID: numbers.identifier("model_id"), targetID: numbers.identifier("target_id"))
    case .embeddingDimensionMismatch:
      .embeddingDimensionMismatch(
        expected: numbers.number("expected"), actual: numbers.number("actual"))
    case .distanceExceedsThreshold:
      .distanceExceedsThreshold(
        score: numbers.scalar("score"), threshold: numbers.scalar("threshold"))
    case .insufficientBond:
      .insufficientBond(
        required: Amount(numbers.number("required")), provided: Amount(numbers.number("provided")))
    case .dataExceedsMaxSize:
      .dataExceedsMaxSize(size: numbers.number("size"), maxSize: numbers.number("max_size"))
    default: nil
    }
  }

  /// A reason of which only the node's own words are known.
  private static func other(_ message: Soma_Rpc_ExecutionError) -> ExecutionFailure {
    // Kinds of challenges have their text in the description only; these two prefer the details.
    let text =
      switch message.kind {
      case .unknown, .otherError: message.text ?? message.description_p
      default: message.description_p
      }
    guard text != invalidStateText else { return .modelInvalidState }
    return .somaError(
      .genericAuthorityError(text.isEmpty ? "execution error \(message.kind.rawValue)" : text))
  }
}

extension Soma_Rpc_ExecutionError {
  /// The text of the details, if that is what they are.
  fileprivate var text: String? {
    guard case .otherError(let text)? = errorDetails else { return nil }
    return text
  }

  /// The object at fault. In checkpoints nodes put it where other kinds have their text.
  fileprivate var object: ObjectID? {
    // One that cannot be read is no reason to doubt that the transaction failed.
    switch errorDetails {
    case .objectID(let text), .otherError(let text): try? ObjectID(text, spelling: .protobuf)
    case nil: nil
    }
  }
}
