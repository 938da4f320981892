import BCS
public import SomaCrypto
public import SomaTypes

/// What a reveal needs beside the chain and a master: the exact floats of the embedding, the digests,
/// and the key if it cannot be derived.
public struct Packet: Equatable, Sendable {
  /// What it says in clear.
  public let header: PacketHeader
  /// The name that the key is derived from.
  public let keyName: KeyName
  /// BLAKE2b-256 of the weights before they were encrypted.
  public let plaintext: Bytes32
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
      keyName: release.keyName, plaintext: release.plaintext, embedding: embedding,
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
      keyName: release.keyName, plaintext: release.plaintext, embedding: embedding,
      importedKey: importedKey)
  }

  init(
    header: PacketHeader, keyName: KeyName, plaintext: Bytes32, embedding: SomaTensor,
    importedKey: ImportedKey?
  ) {
    self.header = header
    self.keyName = keyName
    self.plaintext = plaintext
    self.embedding = embedding
    self.importedKey = importedKey
  }

  /// The release as its keys are derived from it.
  public var release: ReleaseIdentity {
    ReleaseIdentity(
      chain: header.chain, owner: header.owner, keyName: keyName, plaintext: plaintext,
      sizeInBytes: header.sizeInBytes)
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
}
