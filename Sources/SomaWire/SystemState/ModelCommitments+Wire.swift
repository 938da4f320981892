import FoundationEssentials
import SomaProto
import SomaTypes

extension ModelCommitments {
  /// Reads the four fields, which a model and a pending update both have.
  init(
    manifest: Field<Soma_Rpc_Manifest>, weights: Field<Data>, embedding: Field<Data>,
    key: Field<Data>
  ) throws(WireError) {
    self.init(
      manifest: try manifest.map(ContentManifest.init(_:)),
      weightsCommitment: try weights.map(WeightsCommitment.init(wire:)),
      embeddingCommitment: try embedding.map(EmbeddingCommitment.init(wire:)),
      decryptionKeyCommitment: try key.map(DecryptionKeyCommitment.init(wire:)))
  }

  /// Reads the commitments of a model that is past state created.
  init(_ message: Soma_Rpc_Model) throws(WireError) {
    try self.init(
      manifest: Field("manifest", message.hasManifest, message.manifest),
      weights: Field("weights_commitment", message.hasWeightsCommitment, message.weightsCommitment),
      embedding: Field(
        "embedding_commitment", message.hasEmbeddingCommitment, message.embeddingCommitment),
      key: Field(
        "decryption_key_commitment", message.hasDecryptionKeyCommitment,
        message.decryptionKeyCommitment))
  }
}

extension PendingModelUpdate {
  /// Reads an update of an active model, which must be complete.
  init(_ message: Soma_Rpc_PendingModelUpdate) throws(WireError) {
    self.init(
      commitments: try ModelCommitments(
        manifest: Field("manifest", message.hasManifest, message.manifest),
        weights: Field(
          "weights_commitment", message.hasWeightsCommitment, message.weightsCommitment),
        embedding: Field(
          "embedding_commitment", message.hasEmbeddingCommitment, message.embeddingCommitment),
        key: Field(
          "decryption_key_commitment", message.hasDecryptionKeyCommitment,
          message.decryptionKeyCommitment)),
      commitEpoch: try Field("commit_epoch", message.hasCommitEpoch, message.commitEpoch).number())
  }
}

extension Soma_Rpc_PendingModelUpdate {
  /// Writes an update.
  init(_ update: PendingModelUpdate) {
    self.init()
    manifest = Soma_Rpc_Manifest(update.commitments.manifest)
    weightsCommitment = update.commitments.weightsCommitment.bytes.data
    embeddingCommitment = update.commitments.embeddingCommitment.bytes.data
    decryptionKeyCommitment = update.commitments.decryptionKeyCommitment.bytes.data
    commitEpoch = update.commitEpoch.rawValue
  }
}
