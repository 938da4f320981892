public import BCS

extension ExecutionFailure: BCSCodable {
  /// The BCS index of this reason, `0...51`.
  public var index: Int {
    switch self {
    case .insufficientGas: 0
    case .invalidOwnership: 1
    case .objectNotFound: 2
    case .invalidObjectType: 3
    case .invalidTransactionType: 4
    case .invalidArguments: 5
    case .duplicateValidator: 6
    case .duplicateValidatorMetadata: 7
    case .missingProofOfPossession: 8
    case .invalidProofOfPossession: 9
    case .notAValidator: 10
    case .validatorAlreadyRemoved: 11
    case .advancedToWrongEpoch: 12
    case .modelNotFound: 13
    case .notModelOwner: 14
    case .modelNotActive: 15
    case .modelNotPending: 16
    case .modelNotCreated: 17
    case .modelInvalidState: 18
    case .modelAlreadyInactive: 19
    case .modelRevealEpochMismatch: 20
    case .modelEmbeddingCommitmentMismatch: 21
    case .modelDecryptionKeyCommitmentMismatch: 22
    case .modelNoPendingUpdate: 23
    case .modelArchitectureVersionMismatch: 24
    case .modelCommissionRateTooHigh: 25
    case .modelMinStakeNotMet: 26
    case .noActiveModels: 27
    case .targetNotFound: 28
    case .targetNotOpen: 29
    case .targetExpired: 30
    case .targetNotFilled: 31
    case .auditWindowOpen: 32
    case .targetAlreadyClaimed: 33
    case .modelNotInTarget: 34
    case .embeddingDimensionMismatch: 35
    case .distanceExceedsThreshold: 36
    case .insufficientBond: 37
    case .dataExceedsMaxSize: 38
    case .insufficientEmissionBalance: 39
    case .auditWindowClosed: 40
    case .insufficientCoinBalance: 41
    case .coinBalanceOverflow: 42
    case .arithmeticOverflow: 43
    case .validatorNotFound: 44
    case .stakingPoolNotFound: 45
    case .cannotReportOneself: 46
    case .reportRecordNotFound: 47
    case .inputObjectDeleted: 48
    case .certificateDenied: 49
    case .executionCancelledDueToSharedObjectCongestion: 50
    case .somaError: 51
    }
  }

  /// Reads a reason.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "ExecutionFailureStatus", count: Self.names.count) {
      case 0: .insufficientGas
      case 1:
        .invalidOwnership(
          objectID: try reader.read(), expectedOwner: try reader.read(),
          actualOwner: try reader.readOption())
      case 2: .objectNotFound(objectID: try reader.read())
      case 3:
        .invalidObjectType(
          objectID: try reader.read(), expected: try reader.read(), actual: try reader.read())
      case 4: .invalidTransactionType
      case 5: .invalidArguments(reason: try reader.readString())
      case 6: .duplicateValidator
      case 7: .duplicateValidatorMetadata(field: try reader.readString())
      case 8: .missingProofOfPossession
      case 9: .invalidProofOfPossession(reason: try reader.readString())
      case 10: .notAValidator
      case 11: .validatorAlreadyRemoved
      case 12: .advancedToWrongEpoch
      case 13: .modelNotFound
      case 14: .notModelOwner
      case 15: .modelNotActive
      case 16: .modelNotPending
      case 17: .modelNotCreated
      case 18: .modelInvalidState
      case 19: .modelAlreadyInactive
      case 20: .modelRevealEpochMismatch
      case 21: .modelEmbeddingCommitmentMismatch
      case 22: .modelDecryptionKeyCommitmentMismatch
      case 23: .modelNoPendingUpdate
      case 24: .modelArchitectureVersionMismatch
      case 25: .modelCommissionRateTooHigh
      case 26: .modelMinStakeNotMet
      case 27: .noActiveModels
      case 28: .targetNotFound
      case 29: .targetNotOpen
      case 30: .targetExpired(generationEpoch: try reader.read(), currentEpoch: try reader.read())
      case 31: .targetNotFilled
      case 32: .auditWindowOpen(fillEpoch: try reader.read(), currentEpoch: try reader.read())
      case 33: .targetAlreadyClaimed
      case 34: .modelNotInTarget(modelID: try reader.read(), targetID: try reader.read())
      case 35:
        .embeddingDimensionMismatch(
          expected: try reader.readInteger(), actual: try reader.readInteger())
      case 36: .distanceExceedsThreshold(score: try reader.read(), threshold: try reader.read())
      case 37: .insufficientBond(required: try reader.read(), provided: try reader.read())
      case 38:
        .dataExceedsMaxSize(size: try reader.readInteger(), maxSize: try reader.readInteger())
      case 39: .insufficientEmissionBalance
      case 40: .auditWindowClosed(fillEpoch: try reader.read(), currentEpoch: try reader.read())
      case 41: .insufficientCoinBalance
      case 42: .coinBalanceOverflow
      case 43: .arithmeticOverflow
      case 44: .validatorNotFound
      case 45: .stakingPoolNotFound
      case 46: .cannotReportOneself
      case 47: .reportRecordNotFound
      case 48: .inputObjectDeleted
      case 49: .certificateDenied
      case 50: .executionCancelledDueToSharedObjectCongestion
      default: .somaError(try reader.read())
      }
  }

  /// Writes the reason.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(index)
    switch self {
    case .invalidOwnership(let objectID, let expectedOwner, let actualOwner):
      writer.write(objectID)
      writer.write(expectedOwner)
      writer.writeOption(actualOwner)
    case .objectNotFound(let objectID):
      writer.write(objectID)
    case .invalidObjectType(let objectID, let expected, let actual):
      writer.write(objectID)
      writer.write(expected)
      writer.write(actual)
    case .invalidArguments(let text), .duplicateValidatorMetadata(let text),
      .invalidProofOfPossession(let text):
      writer.write(text)
    case .targetExpired(let epoch, let currentEpoch), .auditWindowOpen(let epoch, let currentEpoch),
      .auditWindowClosed(let epoch, let currentEpoch):
      writer.write(epoch)
      writer.write(currentEpoch)
    case .modelNotInTarget(let modelID, let targetID):
      writer.write(modelID)
      writer.write(targetID)
    case .embeddingDimensionMismatch(let first, let second),
      .dataExceedsMaxSize(let first, let second):
      writer.write(first)
      writer.write(second)
    case .distanceExceedsThreshold(let score, let threshold):
      writer.write(score)
      writer.write(threshold)
    case .insufficientBond(let required, let provided):
      writer.write(required)
      writer.write(provided)
    case .somaError(let error):
      writer.write(error)
    case .insufficientGas, .invalidTransactionType, .duplicateValidator,
      .missingProofOfPossession, .notAValidator, .validatorAlreadyRemoved, .advancedToWrongEpoch,
      .modelNotFound, .notModelOwner, .modelNotActive, .modelNotPending, .modelNotCreated,
      .modelInvalidState, .modelAlreadyInactive, .modelRevealEpochMismatch,
      .modelEmbeddingCommitmentMismatch, .modelDecryptionKeyCommitmentMismatch,
      .modelNoPendingUpdate, .modelArchitectureVersionMismatch, .modelCommissionRateTooHigh,
      .modelMinStakeNotMet, .noActiveModels, .targetNotFound, .targetNotOpen, .targetNotFilled,
      .targetAlreadyClaimed, .insufficientEmissionBalance, .insufficientCoinBalance,
      .coinBalanceOverflow, .arithmeticOverflow, .validatorNotFound, .stakingPoolNotFound,
      .cannotReportOneself, .reportRecordNotFound, .inputObjectDeleted, .certificateDenied,
      .executionCancelledDueToSharedObjectCongestion:
      break  // nothing but the index
    }
  }
}
