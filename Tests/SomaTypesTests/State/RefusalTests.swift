import BCS
import SomaTypes
import Testing

/// Bytes that no type of this part may accept.
struct RefusalTests {
  /// Reads all of some bytes as one type.
  struct Refused: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let read: @Sendable () throws -> Void
    let error: BCSError

    init<Value: BCSDecodable & SendableMetatype>(
      _ name: String, _ type: Value.Type, _ bytes: [UInt8], _ reason: BCSError.Reason,
      at offset: Int
    ) {
      testDescription = name
      read = { _ = try Value(bcsBytes: bytes) }
      error = BCSError(reason, at: offset)
    }
  }

  private static let id = pattern(1, 32)
  private static let digest = [32] + pattern(2, 32)
  private static let zero = [UInt8](repeating: 0, count: 8)

  /// A pool up to its exchange rates.
  private static let poolStart = id + [0, 0] + zero + zero + zero

  private static let tags: [Refused] = [
    Refused(
      "another version of effects", TransactionEffects.self, [1],
      .unknownVariant(type: "TransactionEffects", index: 1), at: 0),
    Refused(
      "a third status", TransactionEffects.self, [0, 2],
      .unknownVariant(type: "ExecutionStatus", index: 2), at: 1),
    Refused(
      "a 53rd failure", ExecutionStatus.self, [1, 52],
      .unknownVariant(type: "ExecutionFailureStatus", index: 52), at: 1),
    Refused(
      "a third input state", ChangedObject.self, id + [2],
      .unknownVariant(type: "ObjectIn", index: 2), at: 32),
    Refused(
      "a third output state", ChangedObject.self, id + [0, 2],
      .unknownVariant(type: "ObjectOut", index: 2), at: 33),
    Refused(
      "a fourth operation", ChangedObject.self, id + [0, 0, 3],
      .unknownVariant(type: "IDOperation", index: 3), at: 34),
    Refused(
      "a fifth kind of unchanged object", UnchangedSharedObject.self, id + [4],
      .unknownVariant(type: "UnchangedSharedKind", index: 4), at: 32),
    Refused(
      "a third commitment", CheckpointCommitment.self, [2] + digest,
      .unknownVariant(type: "CheckpointCommitment", index: 2), at: 0),
    Refused(
      "another version of contents", CheckpointContents.self, [1, 0, 0],
      .unknownVariant(type: "CheckpointContents", index: 1), at: 0),
    Refused(
      "another version of the state", SystemState.self, [1],
      .unknownVariant(type: "SystemState", index: 1), at: 0),
    Refused(
      "another version of a model", Model.self, [1],
      .unknownVariant(type: "Model", index: 1), at: 0),
    Refused(
      "a fifth state of a model", Model.self, [0, 4],
      .unknownVariant(type: "ModelState", index: 4), at: 1),
    Refused(
      "a fourth status of a target", TargetStatus.self, [3],
      .unknownVariant(type: "TargetStatus", index: 3), at: 0),
  ]

  private static let maps: [Refused] = [
    Refused(
      "exchange rates in the order of their epochs", StakingPool.self,
      poolStart + [2] + [1, 0, 0, 0, 0, 0, 0, 0] + zero + zero + [0, 1, 0, 0, 0, 0, 0, 0],
      .unsortedKeys, at: 83),
    Refused(
      "an exchange rate twice", StakingPool.self,
      poolStart + [2] + zero + zero + zero + zero, .duplicateKey, at: 83),
    Refused(
      "models out of order", ModelRegistry.self,
      [2] + pattern(2, 32) + createdModel + pattern(1, 32), .unsortedKeys,
      at: 1 + 32 + createdModel.count),
    Refused(
      "a model twice", ModelRegistry.self,
      [2] + pattern(2, 32) + createdModel + pattern(2, 32), .duplicateKey,
      at: 1 + 32 + createdModel.count),
    Refused(
      "pools out of order", ModelRegistry.self,
      [0, 2] + pattern(2, 32) + id + pattern(1, 32), .unsortedKeys, at: 66),
    Refused(
      "reports out of order", ModelRegistry.self,
      [0, 0] + zero + [1] + id + [2] + pattern(2, 32) + pattern(1, 32), .unsortedKeys, at: 76),
    Refused(
      "a reporter twice", ModelRegistry.self,
      [0, 0] + zero + [1] + id + [2] + pattern(2, 32) + pattern(2, 32), .duplicateKey, at: 76),
    Refused(
      "validators at risk out of order", ValidatorSet.self,
      zero + [0, 0, 0, 0, 0, 2] + pattern(2, 32) + zero + pattern(1, 32), .unsortedKeys, at: 54),
  ]

  /// A Created model without stake.
  private static let createdModel =
    [0, 0] + id + zero + poolStart + [0] + zero + zero + zero + zero + zero + zero

  private static let values: [Refused] = [
    Refused(
      "a BLS key that is too short", BLSPublicKey.self, pattern(0, 95),
      .truncated(missing: 1), at: 0),
    Refused(
      "a name with another length", AuthorityName.self, [97] + pattern(0, 97),
      .wrongByteCount(type: "AuthorityName", expected: 96, actual: 97), at: 0),
    Refused(
      "a padded number of objects", CheckpointContents.self, [0, 0x80, 0],
      .nonMinimalLength, at: 1),
    Refused(
      "a pool that goes on", StakingPool.self,
      poolStart + [0] + zero + zero + zero + [0], .trailingBytes(count: 1), at: 83),
    Refused(
      "an optional epoch tagged 2", StakingPool.self, id + [2], .invalidOptionTag(2), at: 32),
  ]

  @Test("what is not canonical is refused, and where", arguments: tags + maps + values)
  func refusal(refused: Refused) {
    #expect(throws: refused.error) { try refused.read() }
  }

  @Test("the pool and the model that the maps above hold are sound")
  func sound() throws {
    let pool = Self.poolStart + [0] + Self.zero + Self.zero + Self.zero
    #expect(try StakingPool(bcsBytes: pool).bcsBytes == pool)
    #expect(try Model(bcsBytes: Self.createdModel).bcsBytes == Self.createdModel)
  }

  @Test("a safe mode that is neither on nor off is refused")
  func safeMode() throws {
    var bytes = SystemState.nothing.bcsBytes
    let offset = bytes.count - 17
    bytes[offset] = 2
    #expect(throws: BCSError(.invalidBool(2), at: offset)) { try SystemState(bcsBytes: bytes) }
  }

  @Test("keys and signatures take their own length only")
  func lengths() {
    #expect(BLSPublicKey(pattern(0, 96))?.bytes == pattern(0, 96))
    #expect(BLSPublicKey(pattern(0, 95)) == nil)
    #expect(BLSSignature(pattern(0, 48))?.bytes == pattern(0, 48))
    #expect(BLSSignature(pattern(0, 49)) == nil)
  }
}
