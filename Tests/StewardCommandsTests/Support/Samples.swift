import Manifest
import SomaCrypto
import SomaTypes
import Testing

@testable import Lifecycle
@testable import StewardCommands

/// In tests the unit is known: shannons.
extension Amount: ExpressibleByIntegerLiteral {}

/// Recognisable values for views.
enum Samples {
  /// 2026-11-26 08:00:00 UTC.
  static let nowMs: UInt64 = 1_795_680_000_000
  static let now = Moment(wallClockMs: nowMs, monotonicMs: 1000)

  static let modelID = ModelID(bytes(0x4a))
  static let otherID = ModelID(bytes(0x4b))
  static let coinID = ObjectID(bytes(0xc0))
  static let transaction = TransactionDigest(bytes(0x7d))
  static let chain = CheckpointDigest(bytes(0x1c))
  static let soma = Amount(shannons: 1_000_000_000)
  static let targetID = TargetID(bytes(0x4c))
  static let stake = Amount(shannons: 25_000_000_000)
  static let claim = StepAction.claim(targetID, reward: stake)
  static let fee = Amount(shannons: 13_200_000)
  static let atStake = AtStake(pool: stake, revealSlash: 5000, tallySlash: 9500)

  static let content = ReleaseContent(
    plaintext: bytes(0xaa), embedding: Digest(bytes(0xe0)), embeddingDimension: 2048)

  static func bytes(_ byte: UInt8) -> Bytes32 { Bytes32(repeating: byte) }

  static func name(_ text: String = "first-model") throws -> ResourceName {
    try #require(ResourceName(text))
  }

  static func commitments() throws -> ModelCommitments {
    let checksum = Checksum(bytes(0xcc))
    return ModelCommitments(
      manifest: ContentManifest(
        url: try CanonicalURL("https://weights.example/a"), checksum: checksum, sizeInBytes: 10),
      weightsCommitment: Digest(bytes(0xcc)), embeddingCommitment: Digest(bytes(0xe0)),
      decryptionKeyCommitment: Digest(bytes(0xd0)))
  }

  static func commit(isFirst: Bool = true) throws -> LiveCommit {
    LiveCommit(
      modelID: modelID, commitments: try commitments(), commitEpoch: 12, isFirst: isFirst)
  }

  static func step(
    _ action: StepAction, _ reason: StepReason = .declaredButAbsent, model: String? = "first-model",
    wallet: String? = nil, timing: StepTiming = StepTiming(), cost: StepCost = .free,
    permit: RevealPermit? = nil, waits: [Wait] = []
  ) throws -> Step {
    Step(
      model: try model.map(name), wallet: try wallet.map(name), action: action, reason: reason,
      timing: timing, cost: cost, coins: [], permit: permit, waits: waits)
  }
}
