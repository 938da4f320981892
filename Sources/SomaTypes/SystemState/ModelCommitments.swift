public import BCS

/// What a commit promises of a model's weights. Same fields as in ``CommitModel``.
public struct ModelCommitments: Hashable, Sendable {
  /// Where the encrypted weights are, with checksum and size.
  public var manifest: ContentManifest
  /// Digest of the encrypted weights, as the owner stated it; the chain never checks it.
  public var weightsCommitment: WeightsCommitment
  /// See ``SomaTensor/commitment``.
  public var embeddingCommitment: EmbeddingCommitment
  /// See ``DecryptionKey/commitment``.
  public var decryptionKeyCommitment: DecryptionKeyCommitment

  /// Creates commitments.
  public init(
    manifest: ContentManifest, weightsCommitment: WeightsCommitment,
    embeddingCommitment: EmbeddingCommitment, decryptionKeyCommitment: DecryptionKeyCommitment
  ) {
    self.manifest = manifest
    self.weightsCommitment = weightsCommitment
    self.embeddingCommitment = embeddingCommitment
    self.decryptionKeyCommitment = decryptionKeyCommitment
  }
}

extension ModelCommitments: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    manifest = try reader.read()
    weightsCommitment = try reader.read()
    embeddingCommitment = try reader.read()
    decryptionKeyCommitment = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(manifest)
    writer.write(weightsCommitment)
    writer.write(embeddingCommitment)
    writer.write(decryptionKeyCommitment)
  }
}
