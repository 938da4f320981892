import BCS
import Diagnostics
import SomaCrypto
import SomaTypes
import Testing

struct ExecutionFailureTests {
  /// The failures of the vectors, in order.
  private static let expected: [ExecutionFailure] = [
    .insufficientGas,
    .invalidOwnership(
      objectID: ObjectID(seed: 0x61), expectedOwner: SomaAddress(seed: 0xA0),
      actualOwner: SomaAddress(seed: 0xA1)),
    .objectNotFound(objectID: ObjectID(seed: 0x62)),
    .invalidObjectType(objectID: ObjectID(seed: 0x63), expected: .coin, actual: .stakedSoma),
    .invalidTransactionType,
    .invalidArguments(reason: "amount 0 – nothing to stake"),
    .duplicateValidator,
    .duplicateValidatorMetadata(field: "p2p_address"),
    .missingProofOfPossession,
    .invalidProofOfPossession(reason: "not a point"),
    .notAValidator,
    .validatorAlreadyRemoved,
    .advancedToWrongEpoch,
    .modelNotFound,
    .notModelOwner,
    .modelNotActive,
    .modelNotPending,
    .modelNotCreated,
    .modelInvalidState,
    .modelAlreadyInactive,
    .modelRevealEpochMismatch,
    .modelEmbeddingCommitmentMismatch,
    .modelDecryptionKeyCommitmentMismatch,
    .modelNoPendingUpdate,
    .modelArchitectureVersionMismatch,
    .modelCommissionRateTooHigh,
    .modelMinStakeNotMet,
    .noActiveModels,
    .targetNotFound,
    .targetNotOpen,
    .targetExpired(generationEpoch: 39, currentEpoch: 41),
    .targetNotFilled,
    .auditWindowOpen(fillEpoch: 40, currentEpoch: 42),
    .targetAlreadyClaimed,
    .modelNotInTarget(modelID: ModelID(seed: 0x64), targetID: TargetID(seed: 0x65)),
    .embeddingDimensionMismatch(expected: 2048, actual: 16),
    .distanceExceedsThreshold(score: SomaTensor(scalar: 1.25), threshold: SomaTensor(scalar: 1)),
    .insufficientBond(required: 650_000, provided: 649_999),
    .dataExceedsMaxSize(size: 1_048_577, maxSize: 1_048_576),
    .insufficientEmissionBalance,
    .auditWindowClosed(fillEpoch: 38, currentEpoch: 43),
    .insufficientCoinBalance,
    .coinBalanceOverflow,
    .arithmeticOverflow,
    .validatorNotFound,
    .stakingPoolNotFound,
    .cannotReportOneself,
    .reportRecordNotFound,
    .inputObjectDeleted,
    .certificateDenied,
    .executionCancelledDueToSharedObjectCongestion,
    .somaError(.genericAuthorityError("Gas object is not a coin")),
  ]

  @Test("every failure is read, named, written and hashed as the chain does", arguments: 0..<52)
  func golden(index: Int) throws {
    let vectors = try StateVectors.all.failures
    try #require(vectors.count == 52)
    let effects = try TransactionEffects(bcsBytes: vectors[index].bytes)
    let failure = Self.expected[index]
    #expect(effects.status == .failure(failure))
    #expect(failure.index == index)
    #expect(failure.name == vectors[index].name)
    #expect(try effects.bcsBytes == vectors[index].bytes)
    #expect(try ExecutionFailure(bcsBytes: failure.bcsBytes) == failure)
    #expect(effects.digest.bytes.description == vectors[index].digest)
  }

  @Test("a failed transaction only pays the base fee")
  func failedEffects() throws {
    let vector = try #require(StateVectors.all.failures.first)
    let effects = try TransactionEffects(bcsBytes: vector.bytes)
    #expect(
      effects.fee
        == TransactionFee(baseFee: 1000, operationFee: 0, valueFee: 0, totalFee: 1000))
    #expect(effects.gasObject?.id == ObjectID(seed: 0x20))
    #expect(effects.version == 9)
    #expect(effects.executedEpoch == 41)
  }

  @Test("an owner can be nobody")
  func nobodyOwns() throws {
    let failure = ExecutionFailure.invalidOwnership(
      objectID: ObjectID(seed: 1), expectedOwner: SomaAddress(seed: 2), actualOwner: nil)
    #expect(failure.bcsBytes == [1] + pattern(1, 32) + pattern(2, 32) + [0])
    #expect(try ExecutionFailure(bcsBytes: failure.bcsBytes) == failure)
  }

  @Test("each failure has a code of its own, the chain's word and a remedy", arguments: 0..<52)
  func diagnostics(index: Int) {
    let failure = Self.expected[index]
    let diagnostic = failure.diagnostic
    let name = failure.name
    #expect(diagnostic.code == "execution." + name.prefix(1).lowercased() + name.dropFirst())
    #expect(diagnostic.detail.contains(name))
    #expect(!diagnostic.summary.isEmpty)
    #expect(!diagnostic.remedies.isEmpty)
    #expect(diagnostic.remedies.allSatisfy { !$0.isEmpty })
  }

  @Test("who made a transaction by hand is not sent to manifests and plans", arguments: 0..<52)
  func byHand(index: Int) {
    let remedies = Self.expected[index].remediesByHand
    #expect(!remedies.isEmpty)
    for word in ["manifest", "steward plan", "steward status", "steward apply", "reconcile"] {
      #expect(!remedies.joined().contains(word))
    }
  }

  @Test("no two failures share a code or a summary")
  func distinct() {
    #expect(Set(Self.expected.map(\.diagnostic.code)).count == 52)
    #expect(Set(Self.expected.map(\.diagnostic.summary)).count == 52)
  }

  @Test("what a reply of a node could not carry is not told as a fact")
  func lostFacts() {
    let id = ObjectID(seed: 0x61)
    let owner = SomaAddress(id.bytes)  // as readers put it
    let ownership = ExecutionFailure.invalidOwnership(
      objectID: id, expectedOwner: owner, actualOwner: owner)
    let detail = ownership.diagnostic.detail
    #expect(detail.ranges(of: id.bytes.description).count == 1)
    let type = ExecutionFailure.invalidObjectType(objectID: id, expected: .coin, actual: .coin)
    #expect(type.diagnostic.detail.contains(id.description))
    #expect(!type.diagnostic.detail.contains("Coin"))
  }

  @Test(
    "the facts of a failure are in its detail",
    arguments: [
      (1, [ObjectID(seed: 0x61).description, SomaAddress(seed: 0xA1).description]),
      (2, [ObjectID(seed: 0x62).description]),
      (3, ["Coin", "StakedSoma"]),
      (5, ["amount 0 – nothing to stake"]),
      (30, ["39", "41"]),
      (32, ["40", "42"]),
      (34, [ModelID(seed: 0x64).description, TargetID(seed: 0x65).description]),
      (35, ["2048", "16"]),
      (36, ["1.25", "1.0"]),
      (37, ["0.00065 SOMA", "0.000649999 SOMA"]),
      (38, ["1048577", "1048576"]),
      (40, ["38", "43"]),
      (51, ["GenericAuthorityError", "Gas object is not a coin"]),
    ] as [(Int, [String])])
  func facts(index: Int, facts: [String]) {
    let diagnostic = Self.expected[index].diagnostic
    for fact in facts {
      #expect(diagnostic.detail.contains(fact))
      #expect(!diagnostic.summary.contains(fact))
    }
  }
}
