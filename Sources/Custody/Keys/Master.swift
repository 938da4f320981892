import BCS
public import SomaCrypto
public import SomaTypes

/// The 32 secret bytes that every key of an owner's releases is derived from.
///
/// `K(person, input) = BLAKE2b-256(key = master, salt = 16 zero bytes, personal = person, message =
/// BCS(input))`. The page `docs/derivation.md` describes it for other implementations; the vectors
/// are `derivations.json`.
public struct Master: ~Copyable, Sendable {
  /// Length in bytes.
  public static let byteCount = 32

  let bytes: SecretBytes
  /// No core file while it is in memory.
  private let protection: DumpProtection

  /// Which master this is; public.
  public let id: MasterID

  /// Takes over 32 bytes.
  ///
  /// - Throws: `CryptoError.wrongSecretLength(expected:actual:)`; `CryptoError.noGuardedMemory`.
  public init(_ bytes: consuming SecretBytes) throws {
    guard bytes.count == Self.byteCount else {
      throw CryptoError.wrongSecretLength(expected: Self.byteCount, actual: bytes.count)
    }
    let digest = try PersonalizedBlake2b.derive(
      key: bytes, personal: "steward.mid.v1", message: [])
    let prefix = digest.withUnsafeBytes { MasterID(bytes: $0.prefix(MasterID.byteCount)) }
    guard let id = prefix else { throw CryptoError.libraryFailed("BLAKE2b") }
    self.bytes = bytes
    self.id = id
    protection = DumpProtection()
  }

  /// Makes a new random master.
  ///
  /// - Throws: `CryptoError.noGuardedMemory`.
  public init() throws { try self.init(SecretBytes(randomCount: Self.byteCount)) }

  /// A second guarded copy.
  ///
  /// - Throws: `CryptoError.noGuardedMemory`.
  public borrowing func copy() throws -> Master { try Master(bytes.copy(0..<bytes.count)) }

  /// Whether two masters are the same; takes the same time either way.
  public borrowing func isEqual(to other: borrowing Master) -> Bool {
    bytes.isEqual(to: other.bytes)
  }

  /// Which release some content of a model is.
  ///
  /// - Throws: `CryptoError`.
  public borrowing func releaseID(of release: ReleaseIdentity) throws -> ReleaseID {
    let digest = try derive("steward.rel.v1") { $0.write(release) }
    let prefix = digest.withUnsafeBytes { ReleaseID(bytes: $0.prefix(ReleaseID.byteCount)) }
    guard let id = prefix else { throw CryptoError.libraryFailed("BLAKE2b") }
    return id
  }

  /// What the ciphertext of a release is called.
  ///
  /// - Throws: `CryptoError`.
  public borrowing func objectName(of release: ReleaseIdentity) throws -> ObjectName {
    ObjectName(masterID: id, releaseID: try releaseID(of: release))
  }

  /// The AES-256 key of a release: secret until its reveal.
  ///
  /// - Throws: `CryptoError`.
  public borrowing func aesKey(
    chain: CheckpointDigest, releaseID: ReleaseID
  ) throws -> SecretBytes {
    try derive("steward.aes.v1") {
      $0.writeFixed(chain.bytes.bytes)
      $0.write(releaseID)
    }
  }

  /// The key that a packet is sealed with.
  ///
  /// - Throws: `CryptoError`.
  public borrowing func packetKey(
    chain: CheckpointDigest, releaseID: ReleaseID, embedding: EmbeddingCommitment
  ) throws -> SecretBytes {
    try derive("steward.pkt.v1") {
      $0.writeFixed(chain.bytes.bytes)
      $0.write(releaseID)
      $0.writeFixed(embedding.bytes.bytes)
    }
  }

  /// The key under which the journal keeps signed reveals.
  ///
  /// - Throws: `CryptoError`.
  public borrowing func journalKey(
    chain: CheckpointDigest, owner: SomaAddress
  ) throws -> SecretBytes {
    try derive("steward.jrn.v1") {
      $0.writeFixed(chain.bytes.bytes)
      $0.write(owner)
    }
  }

  private borrowing func derive(
    _ personal: String, _ input: (inout BCSWriter) -> Void
  ) throws -> SecretBytes {
    var writer = BCSWriter()
    input(&writer)
    return try PersonalizedBlake2b.derive(
      key: bytes, personal: personal, message: writer.bytes)
  }
}

extension SecretBytes {
  /// What a commit promises of an AES key: BLAKE2b-256 of its 32 bytes. Safe to show.
  public borrowing func keyCommitment() -> DecryptionKeyCommitment {
    DecryptionKeyCommitment(withUnsafeBytes { Blake2b256.hash($0) })
  }
}
