public import BCS

/// Promises weights, embedding and key of a model: the first time, or as an update.
public struct CommitModel: Hashable, Sendable {
  /// The model.
  public var modelID: ModelID
  /// Where the encrypted weights are, with checksum and size.
  public var manifest: ContentManifest
  /// Digest of the encrypted weights; equal to the checksum of ``manifest``.
  public var weightsCommitment: WeightsCommitment
  /// See ``SomaTensor/commitment``.
  public var embeddingCommitment: EmbeddingCommitment
  /// See ``DecryptionKey/commitment``.
  public var decryptionKeyCommitment: DecryptionKeyCommitment

  /// Creates the payload.
  public init(
    modelID: ModelID, manifest: ContentManifest, weightsCommitment: WeightsCommitment,
    embeddingCommitment: EmbeddingCommitment, decryptionKeyCommitment: DecryptionKeyCommitment
  ) {
    self.modelID = modelID
    self.manifest = manifest
    self.weightsCommitment = weightsCommitment
    self.embeddingCommitment = embeddingCommitment
    self.decryptionKeyCommitment = decryptionKeyCommitment
  }
}

extension CommitModel: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    modelID = try reader.read()
    manifest = try reader.read()
    weightsCommitment = try reader.read()
    embeddingCommitment = try reader.read()
    decryptionKeyCommitment = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(modelID)
    writer.write(manifest)
    writer.write(weightsCommitment)
    writer.write(embeddingCommitment)
    writer.write(decryptionKeyCommitment)
  }
}
