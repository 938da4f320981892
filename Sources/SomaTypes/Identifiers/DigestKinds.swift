// The kinds of digest, in the chain's own words.

/// A transaction's data, without signatures.
public enum TransactionDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "TransactionDigest"
}

/// One version of an object.
public enum ObjectDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "ObjectDigest"
}

/// What a transaction did.
public enum TransactionEffectsDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "TransactionEffectsDigest"
}

/// A checkpoint's summary. That of checkpoint 0 is the chain id.
public enum CheckpointDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "CheckpointDigest"
}

/// The transactions of a checkpoint: a Merkle root.
public enum CheckpointContentsDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "CheckpointContentsDigest"
}

/// Hosted bytes, as a manifest names them.
public enum ChecksumDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "Checksum"
}

/// The encrypted weights of a model.
public enum WeightsDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "ModelWeightsCommitment"
}

/// The BCS form of a model's embedding.
public enum EmbeddingDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "EmbeddingCommitment"
}

/// The 32 bytes of an AES key.
public enum DecryptionKeyDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "DecryptionKeyCommitment"
}

/// A consensus commit.
public enum ConsensusCommitDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "ConsensusCommitDigest"
}

/// State that consensus agrees on beside its commits.
public enum AdditionalConsensusStateDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "AdditionalConsensusStateDigest"
}

/// The digest of this: a transaction's data, without signatures.
public typealias TransactionDigest = Digest<TransactionDigestKind>
/// The digest of this: one version of an object.
public typealias ObjectDigest = Digest<ObjectDigestKind>
/// The digest of this: what a transaction did.
public typealias TransactionEffectsDigest = Digest<TransactionEffectsDigestKind>
/// The digest of this: a checkpoint's summary. That of checkpoint 0 is the chain id.
public typealias CheckpointDigest = Digest<CheckpointDigestKind>
/// The digest of this: the transactions of a checkpoint: a Merkle root.
public typealias CheckpointContentsDigest = Digest<CheckpointContentsDigestKind>
/// The digest of this: hosted bytes, as a manifest names them.
public typealias Checksum = Digest<ChecksumDigestKind>
/// The digest of this: the encrypted weights of a model.
public typealias WeightsCommitment = Digest<WeightsDigestKind>
/// The digest of this: the BCS form of a model's embedding.
public typealias EmbeddingCommitment = Digest<EmbeddingDigestKind>
/// The digest of this: the 32 bytes of an AES key.
public typealias DecryptionKeyCommitment = Digest<DecryptionKeyDigestKind>
/// The digest of this: a consensus commit.
public typealias ConsensusCommitDigest = Digest<ConsensusCommitDigestKind>
/// The digest of this: state that consensus agrees on beside its commits.
public typealias AdditionalConsensusStateDigest = Digest<AdditionalConsensusStateDigestKind>
