public import SomaCrypto
public import SomaTypes

/// What the files of a model hold, as far as deciding goes. Nothing here feeds a key.
public enum WeightsView: Hashable, Sendable {
  /// Nobody looked: a run without files, such as `reconcile`.
  case notRead
  /// There is no such file, or the pattern matches none.
  case missing
  /// Somebody writes them, or they are not marked ready.
  case busy
  /// They are there, but cannot be used.
  case unusable(WeightsDefect)
  /// Whole and checked.
  case ready(ReleaseContent)
}

/// Why files cannot become a release.
public enum WeightsDefect: Hashable, Sendable {
  /// Weights and embedding of a pattern carry different step numbers.
  case stepsDiffer
  /// The embedding has another number of values than the chain's targets.
  case embeddingDimension(found: UInt64)
  /// A value of the embedding is not finite, or all are zero.
  case embeddingValues
  /// The weights do not fit the architecture, or the file is damaged.
  case weights
  /// The bytes are not those that the manifest pins.
  case pinMismatch
}

/// What is to be live: weights and embedding, each by its digest. Same content, same key.
public struct ReleaseContent: Hashable, Sendable {
  /// BLAKE2b-256 of the weights, in clear.
  public var plaintext: Bytes32
  /// The commitment to the exact bits of the embedding.
  public var embedding: EmbeddingCommitment
  /// How many values the embedding has.
  public var embeddingDimension: UInt64

  /// Creates a content.
  public init(plaintext: Bytes32, embedding: EmbeddingCommitment, embeddingDimension: UInt64) {
    self.plaintext = plaintext
    self.embedding = embedding
    self.embeddingDimension = embeddingDimension
  }
}
