import SomaProto
import SomaTypes

extension CreateModel {
  /// Reads a creation.
  init(_ message: Soma_Rpc_CreateModel) throws(WireError) {
    self.init(
      stake: try Field("stake_amount", message.hasStakeAmount, message.stakeAmount).number(),
      commissionRate: try Field(
        "commission_rate", message.hasCommissionRate, message.commissionRate
      ).number(),
      architectureVersion: try Field(
        "architecture_version", message.hasArchitectureVersion, message.architectureVersion
      ).value)
  }
}

extension Soma_Rpc_CreateModel {
  /// Writes a creation.
  init(_ creation: CreateModel) {
    self.init()
    stakeAmount = creation.stake.shannons
    commissionRate = creation.commissionRate.rawValue
    architectureVersion = creation.architectureVersion
  }
}

extension CommitModel {
  /// Reads a commit.
  init(_ message: Soma_Rpc_CommitModel) throws(WireError) {
    self.init(
      modelID: try Field("model_id", message.hasModelID, message.modelID)
        .map(ModelID.init(protobuf:)),
      manifest: try Field("manifest", message.hasManifest, message.manifest)
        .map(ContentManifest.init(_:)),
      weightsCommitment: try Field(
        "weights_commitment", message.hasWeightsCommitment, message.weightsCommitment
      ).map(WeightsCommitment.init(wire:)),
      embeddingCommitment: try Field(
        "embedding_commitment", message.hasEmbeddingCommitment, message.embeddingCommitment
      ).map(EmbeddingCommitment.init(wire:)),
      decryptionKeyCommitment: try Field(
        "decryption_key_commitment", message.hasDecryptionKeyCommitment,
        message.decryptionKeyCommitment
      ).map(DecryptionKeyCommitment.init(wire:)))
  }
}

extension Soma_Rpc_CommitModel {
  /// Writes a commit.
  init(_ commit: CommitModel) {
    self.init()
    modelID = commit.modelID.text(.prefixed)
    manifest = Soma_Rpc_Manifest(commit.manifest)
    weightsCommitment = commit.weightsCommitment.bytes.data
    embeddingCommitment = commit.embeddingCommitment.bytes.data
    decryptionKeyCommitment = commit.decryptionKeyCommitment.bytes.data
  }
}

extension RevealModel {
  /// Reads a reveal. An embedding without floats is accepted, as nodes do.
  init(_ message: Soma_Rpc_RevealModel) throws(WireError) {
    self.init(
      modelID: try Field("model_id", message.hasModelID, message.modelID)
        .map(ModelID.init(protobuf:)),
      decryptionKey: try Field("decryption_key", message.hasDecryptionKey, message.decryptionKey)
        .map(DecryptionKey.init(wire:)),
      embedding: SomaTensor(wire: message.embedding))
  }
}

extension Soma_Rpc_RevealModel {
  /// Writes a reveal: the key leaves in clear.
  init(_ reveal: RevealModel) {
    self.init()
    modelID = reveal.modelID.text(.prefixed)
    decryptionKey = reveal.decryptionKey.revealed.data
    embedding = reveal.embedding.values
  }
}

extension SetModelCommissionRate {
  /// Reads a new rate.
  init(_ message: Soma_Rpc_SetModelCommissionRate) throws(WireError) {
    self.init(
      modelID: try Field("model_id", message.hasModelID, message.modelID)
        .map(ModelID.init(protobuf:)),
      newRate: try Field("new_rate", message.hasNewRate, message.newRate).number())
  }
}

extension Soma_Rpc_SetModelCommissionRate {
  /// Writes a new rate.
  init(_ change: SetModelCommissionRate) {
    self.init()
    modelID = change.modelID.text(.prefixed)
    newRate = change.newRate.rawValue
  }
}
