public import BCS
import SomaCrypto
public import SomaTypes

/// That a drill succeeded, for the journal.
///
/// BCS: variant, time as `u64`, chain and owner as 32 bytes, a sequence of object name and the
/// digest of the commitments.
public struct DrillRecord: Hashable, Sendable {
  /// What was rehearsed.
  public enum Kind: Int, Hashable, Sendable, CaseIterable {
    /// A reveal, before its commit.
    case release
    /// The recovery from words on paper.
    case words
  }

  /// One set of commitments that was made again and was equal.
  public struct Proof: Hashable, Sendable {
    /// The release.
    public var object: ObjectName
    /// BLAKE2b-256 of the commitments in BCS, URL included: which commit the proof is for.
    public var digest: Checksum

    /// Names what was proven.
    public init(object: ObjectName, commitments: ModelCommitments) {
      self.object = object
      digest = Checksum(Blake2b256.hash(commitments.bcsBytes))
    }

    /// Whether it is the proof for these commitments.
    public func covers(_ commitments: ModelCommitments) -> Bool {
      digest == Checksum(Blake2b256.hash(commitments.bcsBytes))
    }
  }

  /// What was rehearsed.
  public var kind: Kind
  /// When, in seconds since 1970.
  public var at: UInt64
  /// On which chain.
  public var chain: CheckpointDigest
  /// For whom.
  public var owner: SomaAddress
  /// What was proven.
  public var proofs: [Proof]

  /// Creates a record.
  public init(
    kind: Kind, at: UInt64, chain: CheckpointDigest, owner: SomaAddress, proofs: [Proof]
  ) {
    self.kind = kind
    self.at = at
    self.chain = chain
    self.owner = owner
    self.proofs = proofs
  }

  /// Whether a commit may rely on this record: it is a release drill of just these commitments.
  public func permits(
    _ commitments: ModelCommitments, chain: CheckpointDigest, owner: SomaAddress
  ) -> Bool {
    kind == .release && self.chain == chain && self.owner == owner
      && proofs.contains { $0.covers(commitments) }
  }
}

extension DrillRecord: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let kinds = Kind.allCases
    kind = kinds[try reader.readVariant(of: "DrillRecord", count: kinds.count)]
    at = try reader.readInteger()
    chain = CheckpointDigest(try reader.readFixed32())
    owner = try reader.read()
    proofs = try reader.readSequence { (reader) throws(BCSError) in
      try Proof(from: &reader)
    }
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(kind.rawValue)
    writer.write(at)
    writer.writeFixed(chain.bytes.bytes)
    writer.write(owner)
    writer.writeSequence(proofs) { $1.encode(to: &$0) }
  }
}

extension DrillRecord.Proof {
  fileprivate init(from reader: inout BCSReader) throws(BCSError) {
    let masterID: MasterID = try reader.read()
    object = ObjectName(masterID: masterID, releaseID: try reader.read())
    digest = Checksum(try reader.readFixed32())
  }

  fileprivate func encode(to writer: inout BCSWriter) {
    writer.write(object.masterID)
    writer.write(object.releaseID)
    writer.writeFixed(digest.bytes.bytes)
  }
}
