public import BCS

/// The set of all live objects, as an elliptic curve multiset hash.
public enum ECMHLiveObjectSetDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "ECMHLiveObjectSetDigest"
}

/// What a checkpoint's transactions wrote.
public enum CheckpointArtifactsDigestKind: DigestKind {
  /// The chain's name.
  public static let name = "CheckpointArtifactsDigest"
}

/// The digest of this: the set of all live objects, as an elliptic curve multiset hash.
public typealias ECMHLiveObjectSetDigest = Digest<ECMHLiveObjectSetDigestKind>
/// The digest of this: what a checkpoint's transactions wrote.
public typealias CheckpointArtifactsDigest = Digest<CheckpointArtifactsDigestKind>

/// Something that a checkpoint's signers vouch for beside its transactions.
public enum CheckpointCommitment: Hashable, Sendable {
  /// All live objects.
  case ecmhLiveObjectSet(ECMHLiveObjectSetDigest)
  /// The objects that the checkpoint wrote.
  case checkpointArtifacts(CheckpointArtifactsDigest)
}

extension CheckpointCommitment: BCSCodable {
  /// Reads a commitment.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "CheckpointCommitment", count: 2) {
      case 0: .ecmhLiveObjectSet(try reader.read())
      default: .checkpointArtifacts(try reader.read())
      }
  }

  /// Writes the commitment.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .ecmhLiveObjectSet(let digest):
      writer.writeVariant(0)
      writer.write(digest)
    case .checkpointArtifacts(let digest):
      writer.writeVariant(1)
      writer.write(digest)
    }
  }
}
