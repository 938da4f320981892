import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes

// Small, recognisable values, and a short way to write what tests are about.

extension Bytes32 {
  /// 32 bytes that begin with these numbers.
  init(_ numbers: Int...) {
    self.init { buffer in
      for (index, number) in numbers.enumerated() {
        buffer.storeBytes(of: Int32(number).bigEndian, toByteOffset: index * 4, as: Int32.self)
      }
    }
  }
}

extension Bytes32 {
  /// The number at a position of ``init(_:)``.
  func number(_ index: Int) -> Int {
    withUnsafeBytes {
      Int(Int32(bigEndian: $0.loadUnaligned(fromByteOffset: index * 4, as: Int32.self)))
    }
  }
}

extension ResourceName {
  static func model(_ index: Int) throws -> ResourceName { try named("model-\(index)") }
  static func named(_ text: String) throws -> ResourceName {
    guard let name = ResourceName(text) else { throw FixtureError.notAName(text) }
    return name
  }
}

enum FixtureError: Error { case notAName(String) }

/// Values that every test shares.
struct Fixtures {
  static let duration: UInt64 = 100_000
  static let genesisMs: UInt64 = 1_000_000
  static let owner = SomaAddress(Bytes32(7))
  static let stranger = SomaAddress(Bytes32(8))
  static let dimension: UInt64 = 4

  static let parameters: SystemParameters = {
    let scalar = SomaTensor(scalar: 1)
    return SystemParameters(
      epochDurationMs: duration, validatorRewardAllocationBps: 7000,
      modelMinStake: Amount(shannons: 1_000_000_000), modelArchitectureVersion: 1,
      modelRevealSlashRateBps: 5000, modelTallySlashRateBps: 9500,
      targetEpochFeeCollection: Amount(shannons: 1_000_000_000), baseFee: Amount(shannons: 1000),
      writeObjectFee: Amount(shannons: 300), valueFeeBps: 10, minValueFeeBps: 1,
      maxValueFeeBps: 50, feeAdjustmentRateBps: 1250, targetModelsPerTarget: 3,
      targetEmbeddingDim: dimension, targetInitialDistanceThreshold: scalar,
      targetRewardAllocationBps: 8000, targetHitsPerEpoch: 16, targetHitsEmaDecayBps: 9000,
      targetDifficultyAdjustmentRateBps: 200, targetMaxDistanceThreshold: scalar,
      targetMinDistanceThreshold: scalar, targetInitialTargetsPerEpoch: 20,
      targetSubmitterRewardShareBps: 4975, targetModelRewardShareBps: 4975,
      targetClaimerIncentiveBps: 50, submissionBondPerByte: Amount(shannons: 10),
      maxSubmissionDataSize: 1_048_576)
  }()

  let wallet: WalletSpec
  let url: CanonicalURL
  private let network: NetworkSpec
  private let host: HostSpec

  init() throws {
    url = try CanonicalURL("https://weights.example/object")
    wallet = WalletSpec(
      name: try .named("wallet"), key: .keystore(account: nil, directory: nil))
    network = NetworkSpec(name: try .named("net"), rpc: [try CanonicalURL("http://127.0.0.1:9000")])
    host = HostSpec(name: try .named("host"), kind: .directory(path: "/srv", publicBaseURL: url))
  }

  func spec(_ name: ResourceName, _ change: (inout ModelSpec) -> Void = { _ in }) -> ModelSpec {
    var spec = ModelSpec(
      name: name, network: network, wallet: wallet, host: host,
      weights: WeightsSpec(source: .file("/weights")),
      embedding: EmbeddingSpec(source: .file("/embedding")), commission: 1000)
    spec.probe.full = nil
    change(&spec)
    return spec
  }

  /// Weights and embedding number `content` of model number `model`.
  static func content(_ model: Int, _ content: Int) -> ReleaseContent {
    ReleaseContent(
      plaintext: Bytes32(1, model, content), embedding: Digest(Bytes32(2, model, content)),
      embeddingDimension: dimension)
  }

  func manifest(_ model: Int, _ content: Int) -> ContentManifest {
    ContentManifest(url: url, checksum: Digest(Bytes32(3, model, content)), sizeInBytes: 10)
  }

  func commitments(_ model: Int, _ content: Int) -> ModelCommitments {
    ModelCommitments(
      manifest: manifest(model, content), weightsCommitment: Digest(Bytes32(3, model, content)),
      embeddingCommitment: Digest(Bytes32(2, model, content)),
      decryptionKeyCommitment: Digest(Bytes32(4, model, content)))
  }

  func revealed(_ commitments: ModelCommitments) -> RevealedModel {
    RevealedModel(
      commitments: commitments, decryptionKey: DecryptionKey(.zero), embedding: SomaTensor([1]))
  }

  func model(
    _ state: ModelState, owner: SomaAddress = owner, pool: Int = 1,
    commission: BasisPoints = 1000, change: (inout Model) -> Void = { _ in }
  ) -> Model {
    var model = Model(
      owner: owner, architectureVersion: 1,
      stakingPool: StakingPool(
        id: StakingPoolID(Bytes32(9, pool)), somaBalance: Fixtures.parameters.modelMinStake),
      commissionRate: commission, nextEpochCommissionRate: commission, state: state)
    change(&model)
    return model
  }

  func pending(_ model: Int, _ content: Int, in epoch: Epoch) -> PendingModelUpdate {
    PendingModelUpdate(commitments: commitments(model, content), commitEpoch: epoch)
  }

  static func coin(_ index: Int, version: UInt64 = 1, shannons: UInt64) -> Coin {
    Coin(
      reference: ObjectRef(
        id: ObjectID(Bytes32(5, index)), version: ObjectVersion(version),
        digest: Digest(Bytes32(6, index, Int(version)))),
      balance: Amount(shannons: shannons))
  }

  /// A main coin of 10 SOMA and two reserve coins.
  static func coins(_ versions: [UInt64] = [1, 1, 1]) -> CoinPurse {
    CoinPurse(
      versions.enumerated().map { index, version in
        coin(index, version: version, shannons: index == 0 ? 10_000_000_000 : 10_000_000)
      })
  }

  static let modelID = ModelID(Bytes32(10))

  /// The chain's time, in milliseconds.
  static func ms(epoch: Int, percent: UInt64) -> UInt64 {
    genesisMs + UInt64(epoch) * duration + duration * percent / 100
  }

  /// The chain as an honest node shows it, `percent` of an epoch after its boundary.
  static func view(
    epoch: UInt64, percent: UInt64 = 10, version: UInt64 = 100, models: [ModelID: Model] = [:],
    checkpointEpoch: UInt64? = nil, isAdvancing: Bool = true,
    change: (inout ChainView) -> Void = { _ in }
  ) -> ChainView {
    let start = genesisMs + epoch * duration
    let sequence = CheckpointSequenceNumber(epoch * 1000 + percent + 1)
    var view = ChainView(
      stateVersion: ObjectVersion(version), epoch: Epoch(epoch), epochStartMs: start,
      protocolVersion: 5, parameters: parameters, models: models,
      checkpoint: CheckpointView(
        epoch: Epoch(checkpointEpoch ?? epoch), sequence: sequence,
        timestampMs: start + duration * percent / 100),
      earlierCheckpoint: isAdvancing ? CheckpointSequenceNumber(sequence.rawValue - 1) : sequence)
    change(&view)
    return view
  }
}
