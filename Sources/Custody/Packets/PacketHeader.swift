public import BCS
import SomaCrypto
public import SomaTypes

/// What a packet says in clear, proven when it is opened: the associated data of its seal.
///
/// BCS: version `u8`; master id, chain, owner, release id, key commitment, embedding commitment and
/// ciphertext digest as fixed arrays; size as `u64`. 221 bytes. No model id: a packet exists before
/// its model.
public struct PacketHeader: Hashable, Sendable {
  /// The version that is written, and the only one that is read.
  public static let version: UInt8 = 1
  static let byteCount = 1 + 4 + 32 + 32 + 16 + 32 + 32 + 32 + 8

  /// The release, and the master that the packet is sealed under.
  public var object: ObjectName
  /// The digest of checkpoint 0.
  public var chain: CheckpointDigest
  /// Who owns the model.
  public var owner: SomaAddress
  /// What the commit promises of the AES key.
  public var keyCommitment: DecryptionKeyCommitment
  /// What the commit promises of the embedding.
  public var embeddingCommitment: EmbeddingCommitment
  /// The digest of the encrypted weights: checksum and weights commitment in one.
  public var ciphertext: Checksum
  /// The length of the encrypted weights, in bytes.
  public var sizeInBytes: UInt64

  /// Creates a header.
  public init(
    object: ObjectName, chain: CheckpointDigest, owner: SomaAddress,
    keyCommitment: DecryptionKeyCommitment, embeddingCommitment: EmbeddingCommitment,
    ciphertext: Checksum, sizeInBytes: UInt64
  ) {
    self.object = object
    self.chain = chain
    self.owner = owner
    self.keyCommitment = keyCommitment
    self.embeddingCommitment = embeddingCommitment
    self.ciphertext = ciphertext
    self.sizeInBytes = sizeInBytes
  }

  /// What the packet is called.
  public var name: PacketName { PacketName(object: object, embedding: embeddingCommitment) }

  /// The commitments that a commit with this packet promises, at a URL.
  public func commitments(at url: CanonicalURL) -> ModelCommitments {
    ModelCommitments(
      manifest: ContentManifest(url: url, checksum: ciphertext, sizeInBytes: sizeInBytes),
      weightsCommitment: WeightsCommitment(ciphertext.bytes),
      embeddingCommitment: embeddingCommitment, decryptionKeyCommitment: keyCommitment)
  }
}

extension PacketHeader: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let version = try reader.readInteger(UInt8.self)
    guard version == Self.version else {
      throw BCSError(.invalidValue(type: "Packet", reason: "version \(version)"), at: start)
    }
    let masterID: MasterID = try reader.read()
    chain = CheckpointDigest(try reader.readFixed32())
    owner = try reader.read()
    object = ObjectName(masterID: masterID, releaseID: try reader.read())
    keyCommitment = DecryptionKeyCommitment(try reader.readFixed32())
    embeddingCommitment = EmbeddingCommitment(try reader.readFixed32())
    ciphertext = Checksum(try reader.readFixed32())
    sizeInBytes = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(Self.version)
    writer.write(object.masterID)
    writer.writeFixed(chain.bytes.bytes)
    writer.write(owner)
    writer.write(object.releaseID)
    writer.writeFixed(keyCommitment.bytes.bytes)
    writer.writeFixed(embeddingCommitment.bytes.bytes)
    writer.writeFixed(ciphertext.bytes.bytes)
    writer.write(sizeInBytes)
  }
}
