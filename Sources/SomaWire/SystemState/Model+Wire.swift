import SomaProto
import SomaTypes

extension Model {
  /// Reads a model: what all states share, and what its own state needs. The rest is not looked at.
  init(_ message: Soma_Rpc_Model) throws(WireError) {
    self.init(
      owner: try Field("owner", message.hasOwner, message.owner).map(SomaAddress.init(argument:)),
      architectureVersion: try Field(
        "architecture_version", message.hasArchitectureVersion, message.architectureVersion
      ).value,
      stakingPool: try Field("staking_pool", message.hasStakingPool, message.stakingPool)
        .map(StakingPool.init(_:)),
      commissionRate: try Field(
        "commission_rate", message.hasCommissionRate, message.commissionRate
      ).number(),
      nextEpochCommissionRate: try Field(
        "next_epoch_commission_rate", message.hasNextEpochCommissionRate,
        message.nextEpochCommissionRate
      ).number(),
      state: try ModelState(message))
  }
}

extension ModelState {
  /// The texts on the wire, case-sensitive.
  private enum Name: String {
    case created, pending, active, inactive
  }

  fileprivate init(_ message: Soma_Rpc_Model) throws(WireError) {
    let text = try Field("state", message.hasState, message.state).value
    guard let name = Name(rawValue: text) else {
      throw WireError("state", .unknownName(foreign: text))
    }
    switch name {
    case .created:
      self = .created(
        createEpoch: try Field("create_epoch", message.hasCreateEpoch, message.createEpoch).number()
      )
    case .pending:
      self = .pending(
        PendingModelUpdate(
          commitments: try ModelCommitments(message),
          commitEpoch: try Field("commit_epoch", message.hasCommitEpoch, message.commitEpoch)
            .number()))
    case .active:
      self = .active(
        try RevealedModel(message),
        pendingUpdate: try Field("pending_update", message.hasPendingUpdate, message.pendingUpdate)
          .mapIfPresent(PendingModelUpdate.init(_:)))
    case .inactive:
      self = .inactive(try RevealedModel(message))
    }
  }

  /// The text on the wire.
  fileprivate var wireName: String {
    switch self {
    case .created: Name.created.rawValue
    case .pending: Name.pending.rawValue
    case .active: Name.active.rawValue
    case .inactive: Name.inactive.rawValue
    }
  }
}

extension RevealedModel {
  fileprivate init(_ message: Soma_Rpc_Model) throws(WireError) {
    self.init(
      commitments: try ModelCommitments(message),
      decryptionKey: try Field("decryption_key", message.hasDecryptionKey, message.decryptionKey)
        .map(DecryptionKey.init(wire:)),
      embedding: SomaTensor(wire: message.embedding))
  }
}

extension Soma_Rpc_Model {
  /// Writes a model.
  init(_ model: Model) {
    self.init()
    owner = model.owner.text(.bare)
    architectureVersion = model.architectureVersion
    stakingPool = Soma_Rpc_StakingPool(model.stakingPool)
    commissionRate = model.commissionRate.rawValue
    nextEpochCommissionRate = model.nextEpochCommissionRate.rawValue
    state = model.state.wireName
    switch model.state {
    case .created(let epoch): createEpoch = epoch.rawValue
    case .pending(let update):
      set(update.commitments)
      commitEpoch = update.commitEpoch.rawValue
    case .active(let revealed, let update):
      set(revealed)
      if let update { pendingUpdate = Soma_Rpc_PendingModelUpdate(update) }
    case .inactive(let revealed): set(revealed)
    }
  }

  private mutating func set(_ revealed: RevealedModel) {
    set(revealed.commitments)
    decryptionKey = revealed.decryptionKey.revealed.data
    embedding = revealed.embedding.values
  }

  private mutating func set(_ commitments: ModelCommitments) {
    manifest = Soma_Rpc_Manifest(commitments.manifest)
    weightsCommitment = commitments.weightsCommitment.bytes.data
    embeddingCommitment = commitments.embeddingCommitment.bytes.data
    decryptionKeyCommitment = commitments.decryptionKeyCommitment.bytes.data
  }
}
