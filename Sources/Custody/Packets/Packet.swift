import BCS
public import SomaCrypto
public import SomaTypes

/// What a reveal needs beside the chain and a master: the exact floats of the embedding, the digests,
/// and the key if it cannot be derived.
public struct Packet: Equatable, Sendable {
  /// What a release id is derived from, beside what the header says.
  public struct Origin: Hashable, Sendable {
    /// The name of the model when it was first applied.
    public var keyName: KeyName
    /// BLAKE2b-256 of the weights before they were encrypted.
    public var plaintext: Bytes32

    /// Creates an origin.
    public init(keyName: KeyName, plaintext: Bytes32) {
      self.keyName = keyName
      self.plaintext = plaintext
    }
  }

  /// What it says in clear.
  public let header: PacketHeader
  /// What the release was made from; `nil` after a recovery, which finds the release by its id.
  public let origin: Origin?
  /// The embedding, bit for bit.
  public let embedding: SomaTensor
  /// The key, only if no master gives it.
  public let importedKey: ImportedKey?

  /// The packet of a release whose key is derived.
  ///
  /// - Parameters:
  ///   - release: The content.
  ///   - embedding: What is to be revealed with it.
  ///   - ciphertext: The digest of the encrypted weights; they are as long as the plain ones.
  ///   - master: Gives the key; the packet is sealed under it.
  /// - Throws: `CryptoError`.
  public init(
    release: ReleaseIdentity, embedding: SomaTensor, ciphertext: Checksum,
    master: borrowing Master
  ) throws {
    let object = try master.objectName(of: release)
    let key = try master.aesKey(chain: release.chain, releaseID: object.releaseID)
    self.init(
      header: PacketHeader(
        object: object, chain: release.chain, owner: release.owner,
        keyCommitment: key.keyCommitment(), embeddingCommitment: embedding.commitment,
        ciphertext: ciphertext, sizeInBytes: release.sizeInBytes),
      origin: Origin(keyName: release.keyName, plaintext: release.plaintext),
      embedding: embedding,
      importedKey: nil)
  }

  /// The packet of a release whose key was imported.
  ///
  /// - Parameters:
  ///   - release: The content; its digest is all zeros when the plain weights are not at hand.
  ///   - embedding: What is to be revealed with it.
  ///   - ciphertext: The digest of the encrypted weights.
  ///   - importedKey: The key.
  ///   - master: The packet is sealed under it.
  /// - Throws: `CryptoError`.
  public init(
    release: ReleaseIdentity, embedding: SomaTensor, ciphertext: Checksum,
    importedKey: ImportedKey, master: borrowing Master
  ) throws {
    self.init(
      header: PacketHeader(
        object: try master.objectName(of: release), chain: release.chain, owner: release.owner,
        keyCommitment: importedKey.commitment, embeddingCommitment: embedding.commitment,
        ciphertext: ciphertext, sizeInBytes: release.sizeInBytes),
      origin: Origin(keyName: release.keyName, plaintext: release.plaintext),
      embedding: embedding,
      importedKey: importedKey)
  }

  /// A packet of a release that was found on chain.
  ///
  /// - Parameters:
  ///   - header: What the chain says of it. Whether key and embedding fit is proven by
  ///     ``SealedPacket/init(_:under:)`` and when the packet is opened.
  ///   - origin: What the release was made from, when that is known.
  ///   - embedding: The embedding.
  ///   - importedKey: The key, only if no master gives it.
  public init(
    header: PacketHeader, origin: Origin?, embedding: SomaTensor, importedKey: ImportedKey?
  ) {
    self.header = header
    self.origin = origin
    self.embedding = embedding
    self.importedKey = importedKey
  }

  /// The release as its id is derived from it, when it is known.
  public var release: ReleaseIdentity? {
    origin.map {
      ReleaseIdentity(
        chain: header.chain, owner: header.owner, keyName: $0.keyName, plaintext: $0.plaintext,
        sizeInBytes: header.sizeInBytes)
    }
  }

  /// The AES key: the imported one, or the one that the master gives; proven against the commitment.
  ///
  /// - Throws: ``KeyringError/wrongKeyring(needed:has:)`` for another master;
  ///   ``PacketError/keyMismatch(expected:found:)``; `CryptoError`.
  public func key(from master: borrowing Master) throws -> SecretBytes {
    guard master.id == header.object.masterID else {
      throw KeyringError.wrongKeyring(needed: header.object.masterID, has: [master.id])
    }
    let key =
      if let importedKey {
        try importedKey.bytes.copy(0..<importedKey.bytes.count)
      } else {
        try master.aesKey(chain: header.chain, releaseID: header.object.releaseID)
      }
    let found = key.keyCommitment()
    guard found == header.keyCommitment else {
      throw PacketError.keyMismatch(expected: header.keyCommitment, found: found)
    }
    return key
  }

  /// Proves what can be proven without a chain: the embedding, the key, and that the release is made
  /// from what the packet says.
  func prove(by master: borrowing Master) throws {
    _ = try key(from: master)
    let found = embedding.commitment
    guard found == header.embeddingCommitment else {
      throw PacketError.embeddingMismatch(expected: header.embeddingCommitment, found: found)
    }
    guard let release else { return }
    guard try master.releaseID(of: release) == header.object.releaseID else {
      throw PacketError.damaged(.malformed)
    }
  }
}
