public import SomaTypes

/// What an owner brings to a model: encrypted weights that are hosted, their key, and the embedding.
///
/// The key is a secret until the reveal, and prints nowhere.
public struct ModelRelease: Equatable, Sendable {
  /// Where the encrypted weights are, with their checksum and size.
  public var manifest: ContentManifest
  /// The AES-256 key of the weights.
  public var decryptionKey: DecryptionKey
  /// The embedding: a vector of the live `target_embedding_dim`.
  public var embedding: SomaTensor

  /// Creates a release.
  public init(manifest: ContentManifest, decryptionKey: DecryptionKey, embedding: SomaTensor) {
    self.manifest = manifest
    self.decryptionKey = decryptionKey
    self.embedding = embedding
  }

  /// What a commit promises of it.
  public func commit(to model: ModelID) -> CommitModel {
    CommitModel(
      modelID: model, manifest: manifest,
      weightsCommitment: WeightsCommitment(manifest.checksum.bytes),
      embeddingCommitment: embedding.commitment,
      decryptionKeyCommitment: decryptionKey.commitment)
  }
}
