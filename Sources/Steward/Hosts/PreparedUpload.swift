public import Hosting
public import SomaCrypto
public import SomaTypes
public import StateStore
public import Weights

/// Bytes that can be uploaded: what they are is known, and they can be made again.
public struct PreparedUpload: Sendable {
  /// The bytes.
  public let source: any ByteSource

  /// Of the bytes as they are served.
  public let checksum: Checksum

  /// Of the weights before they are sealed; `nil` when they are sealed already.
  public let plaintext: Bytes32?

  /// Takes the checksum of a file that is sealed already. Blocks for one pass over it.
  ///
  /// - Throws: `SealingError`, `FileError`, `CryptoError`; `CancellationError`.
  public init(sealed file: OpenFile) throws {
    source = FileSource(file)
    checksum = Checksum(try ContentDigest(of: file).digest)
    plaintext = nil
  }

  /// Prepares to seal a file while it is uploaded. Two passes over it: the first takes the digest, the
  /// second seals and keeps only the checksum.
  ///
  /// - Parameters:
  ///   - file: The weights.
  ///   - key: 32 bytes.
  ///   - keyHash: What a commit promises of the key.
  ///   - state: Where key and content are recorded before a byte is encrypted; `nil` when nobody can
  ///     tell whether the key has sealed something else.
  ///   - moment: Now.
  /// - Throws: `StateError.keyReused`, and what else the state throws; `SealingError`, `FileError`,
  ///   `CryptoError`; `CancellationError`.
  public init(
    sealing file: OpenFile, under key: consuming SecretBytes, hash keyHash: DecryptionKeyCommitment,
    recordingIn state: StateDatabase?, at moment: Moment
  ) async throws {
    let content = try ContentDigest(of: file)
    let sealer = try WeightsSealer(file: file, content: content, key: key)
    if let state {
      try await state.recordSealing(
        keyHash: keyHash, plaintext: content.digest, size: content.size, at: moment)
    }
    checksum = try sealer.seal { _ in }.checksum
    source = SealedSource(sealer)
    plaintext = content.digest
  }

  /// What a host is asked to put.
  public func upload(as name: ObjectName) -> ObjectUpload {
    ObjectUpload(name: name, source: source, digest: checksum.bytes)
  }
}
