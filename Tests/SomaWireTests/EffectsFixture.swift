import SomaCrypto
import SomaTypes
import SomaWire

/// An executed transaction with something in every field.
enum EffectsFixture {
  /// The one object that changes.
  static let object = ObjectID(Bytes32(repeating: 0xaa))

  /// The account of the vectors.
  static let owner = SomaAddress(Bytes32(repeating: 0x5b))

  private static let digest = TransactionDigest(Bytes32(repeating: 0x11))

  static func executed(_ status: ExecutionStatus) -> ExecutedTransaction {
    let written = ObjectDigest(Bytes32(repeating: 0x22))
    let changed = ChangedObject(
      id: object,
      input: .init(version: 1, digest: written, owner: .address(owner)),
      output: .init(digest: ObjectDigest(Bytes32(repeating: 0x33)), owner: .address(owner)),
      operation: .unchanged)
    let created = ChangedObject(
      id: ObjectID(Bytes32(repeating: 0xab)), input: nil,
      output: .init(digest: written, owner: .shared(initialVersion: 2)), operation: .created)
    let deleted = ChangedObject(
      id: ObjectID(Bytes32(repeating: 0xac)),
      input: .init(version: 4, digest: written, owner: .immutable), output: nil,
      operation: .deleted)
    let shared = ObjectID.systemState
    return ExecutedTransaction(
      digest: digest,
      effects: TransactionEffects(
        status: status, executedEpoch: 7,
        fee: TransactionFee(baseFee: 1000, operationFee: 300, valueFee: 5, totalFee: 1305),
        transactionDigest: digest, gasObjectIndex: 0, dependencies: [digest, .zero], version: 2,
        changedObjects: [changed, created, deleted],
        unchangedSharedObjects: [
          UnchangedSharedObject(id: shared, kind: .readOnlyRoot(version: 3, digest: written)),
          UnchangedSharedObject(id: shared, kind: .mutateDeleted(version: 4)),
          UnchangedSharedObject(id: shared, kind: .readDeleted(version: 5)),
          UnchangedSharedObject(id: shared, kind: .cancelled(version: 6)),
        ]),
      checkpoint: 42, timestampMs: 1_760_000_000_123,
      balanceChanges: [
        BalanceChange(address: owner, shannons: -1305),
        BalanceChange(address: .zero, shannons: .max),
        BalanceChange(address: .zero, shannons: .min),
      ],
      objects: [
        SomaObject(
          type: .coin, version: 2, id: object, content: [7, 0, 0, 0, 0, 0, 0, 0],
          owner: .address(owner), previousTransaction: digest)
      ])
  }

  /// Every reason for which execution fails, with facts that protobuf can carry.
  static let failures: [ExecutionFailure] = [
    .insufficientGas,
    .invalidOwnership(objectID: object, expectedOwner: owner, actualOwner: nil),
    .objectNotFound(objectID: object),
    .invalidObjectType(objectID: object, expected: .target, actual: .stakedSoma),
    .invalidTransactionType, .invalidArguments(reason: "a reason, with a comma"),
    .duplicateValidator, .duplicateValidatorMetadata(field: "net_address"),
    .missingProofOfPossession, .invalidProofOfPossession(reason: "x=y"), .notAValidator,
    .validatorAlreadyRemoved, .advancedToWrongEpoch, .modelNotFound, .notModelOwner,
    .modelNotActive, .modelNotPending, .modelNotCreated, .modelInvalidState,
    .modelAlreadyInactive, .modelRevealEpochMismatch, .modelEmbeddingCommitmentMismatch,
    .modelDecryptionKeyCommitmentMismatch, .modelNoPendingUpdate,
    .modelArchitectureVersionMismatch, .modelCommissionRateTooHigh, .modelMinStakeNotMet,
    .noActiveModels, .targetNotFound, .targetNotOpen,
    .targetExpired(generationEpoch: .init(.max), currentEpoch: 2), .targetNotFilled,
    .auditWindowOpen(fillEpoch: 3, currentEpoch: 4), .targetAlreadyClaimed,
    .modelNotInTarget(modelID: ModelID(owner.bytes), targetID: TargetID(object.bytes)),
    .embeddingDimensionMismatch(expected: 5, actual: 6),
    .distanceExceedsThreshold(
      score: SomaTensor(scalar: 1e-7), threshold: SomaTensor(scalar: -.infinity)),
    .insufficientBond(required: 7, provided: 8), .dataExceedsMaxSize(size: 9, maxSize: 10),
    .insufficientEmissionBalance, .auditWindowClosed(fillEpoch: 11, currentEpoch: 12),
    .insufficientCoinBalance, .coinBalanceOverflow, .arithmeticOverflow, .validatorNotFound,
    .stakingPoolNotFound, .cannotReportOneself, .reportRecordNotFound, .inputObjectDeleted,
    .certificateDenied, .executionCancelledDueToSharedObjectCongestion,
    .somaError(.genericAuthorityError("a text")),
  ]
}
