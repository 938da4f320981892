import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// A system state with four equal validators and short ways to act on it, without any objects.
///
/// Ids and addresses are numbers, repeated. Embeddings have length 4.
struct Scene {
  static let owner = SomaAddress(Bytes32(repeating: 0xa1))
  static let other = SomaAddress(Bytes32(repeating: 0xb2))
  static let modelID = ModelID(Bytes32(repeating: 0x01))
  static let embedding = SomaTensor([1, 0, 0, 0])
  static let key = DecryptionKey(Bytes32(repeating: 0x4e))

  var state: SystemState
  var events: [StateEvent] = []
  /// Boundaries and other changes of the supply, for ``money``.
  var burned: Amount = 0
  var unbacked: Amount = 0
  var policy = SlashedStakePolicy.asIntended
  private var boundaries: UInt64 = 0

  init(
    validators: [GenesisConfig.Validator] = Array(
      repeating: GenesisConfig.Validator(stake: .soma(20_000)), count: 4),
    adjust: (inout SystemState) -> Void = { _ in }
  ) throws {
    var parameters = SystemParameters(protocolVersion: 5)
    parameters.targetEmbeddingDim = 4
    parameters.targetInitialTargetsPerEpoch = 2
    var config = GenesisConfig(
      startTimestampMs: 1000, salt: [], accounts: [], validators: validators)
    config.parameters = parameters
    state = try Genesis(config).systemState
    adjust(&state)
  }

  var validatorAddresses: [SomaAddress] {
    state.validators.validators.map(\.metadata.somaAddress)
  }

  /// The events that a chain should be loud about.
  var defects: [StateEvent] { events.filter(\.isDefect) }

  /// The model of ``modelID``.
  var model: Model { get throws { try #require(state.modelRegistry.models[Self.modelID]) } }
  var pool: StakingPool { get throws { try model.stakingPool } }

  /// All money of the state.
  var money: Amount {
    let set = state.validators
    let pools =
      (set.validators + set.pendingValidators + set.inactiveValidators.values).map(\.stakingPool)
      + state.modelRegistry.models.values.map(\.stakingPool)
    let rest = [
      state.emissionPool.balance, state.safeModeAccumulatedFees,
      state.safeModeAccumulatedEmissions,
    ]
    return (pools.map(\.held) + rest).reduce(0) { $0.addingClamped($1) }
  }

  static func poolID(of modelID: ModelID) -> StakingPoolID {
    StakingPoolID(Bytes32(Array(modelID.bytes.bytes.dropLast()) + [0xff]) ?? .zero)
  }

  static func commit(
    _ modelID: ModelID = modelID, embedding: SomaTensor = embedding, key: DecryptionKey = key,
    url: String = "https://weights.example/1"
  ) throws -> CommitModel {
    CommitModel(
      modelID: modelID,
      manifest: ContentManifest(
        url: try CanonicalURL(url), checksum: Checksum(.zero), sizeInBytes: 1),
      weightsCommitment: WeightsCommitment(.zero), embeddingCommitment: embedding.commitment,
      decryptionKeyCommitment: key.commitment)
  }

  static func reveal(
    _ modelID: ModelID = modelID, embedding: SomaTensor = embedding, key: DecryptionKey = key
  ) -> RevealModel {
    RevealModel(modelID: modelID, decryptionKey: key, embedding: embedding)
  }

  @discardableResult
  mutating func create(
    _ modelID: ModelID = modelID, stake: Amount = 1_000_000_000
  ) throws -> StakedSoma {
    try state.createModel(
      CreateModel(stake: stake, commissionRate: 100, architectureVersion: 1), modelID: modelID,
      poolID: Self.poolID(of: modelID), owner: Self.owner)
  }

  mutating func commit(_ modelID: ModelID = modelID) throws {
    try state.commitModel(Self.commit(modelID), by: Self.owner)
  }

  mutating func reveal(_ modelID: ModelID = modelID) throws {
    try state.revealModel(Self.reveal(modelID), by: Self.owner, events: &events)
  }

  /// Created, committed and revealed in two epochs.
  @discardableResult
  mutating func makeActive(
    _ modelID: ModelID = modelID, stake: Amount = 1_000_000_000
  ) throws -> StakedSoma {
    let receipt = try create(modelID, stake: stake)
    try commit(modelID)
    try boundary()
    try reveal(modelID)
    return receipt
  }

  mutating func stake(_ amount: Amount, _ modelID: ModelID = modelID) throws -> StakedSoma {
    try state.requestAddStakeToModel(modelID, amount: amount, events: &events)
  }

  mutating func withdraw(_ receipt: StakedSoma) throws -> StakeWithdrawal {
    let withdrawal = try state.requestWithdrawStake(receipt, policy: policy, events: &events)
    unbacked = unbacked.addingClamped(withdrawal.unbacked)
    return withdrawal
  }

  /// Ends the epoch, after its full time unless told otherwise.
  @discardableResult
  mutating func boundary(
    to epoch: Epoch? = nil, fees: Amount = 0, early: Bool = false, protocolVersion: UInt64? = nil,
    failingWith failure: ExecutionFailure? = nil
  ) throws -> EpochOutcome {
    boundaries += 1
    let duration = early ? 1 : state.parameters.epochDurationMs
    let outcome = try state.advanceEpoch(
      ChangeEpoch(
        epoch: epoch ?? Epoch(state.epoch.rawValue + 1),
        epochStartTimestampMs: state.epochStartTimestampMs + duration,
        protocolVersion: protocolVersion ?? state.protocolVersion, fees: fees,
        epochRandomness: []),
      transaction: TransactionDigest(Bytes32 { $0.storeBytes(of: boundaries, as: UInt64.self) }),
      failingWith: failure)
    burned = burned.addingClamped(outcome.burned)
    events += outcome.events
    return outcome
  }

  /// Ends epochs until `epoch` runs.
  mutating func boundaries(upTo epoch: Epoch) throws {
    while state.epoch < epoch { try boundary() }
  }
}

/// A model as a row of a table says it, so that a failed row can be read.
enum Stage: String, CaseIterable, Sendable {
  case none, created, pending, active, updating, inactive
}

extension Scene {
  /// A scene whose model is at `stage`, in the epoch in which that stage can be left.
  static func at(_ stage: Stage) throws -> Scene {
    var scene = try Scene()
    switch stage {
    case .none: break
    case .created: try scene.create()
    case .pending:
      try scene.create()
      try scene.commit()
      try scene.boundary()
    case .active: try scene.makeActive()
    case .updating:
      try scene.makeActive()
      try scene.commit()
      try scene.boundary()
    case .inactive:
      try scene.makeActive()
      try scene.state.deactivateModel(modelID, by: owner)
    }
    return scene
  }
}
