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

  /// Whether the key was compared with what it, or another, had sealed before; `nil` when nothing was
  /// sealed.
  public let isReuseChecked: Bool?

  /// Takes the checksum of a file that is sealed already. Blocks for one pass over it.
  ///
  /// - Parameters:
  ///   - file: The ciphertext.
  ///   - progress: Gets the number of bytes done.
  /// - Throws: `SealingError`, `FileError`, `CryptoError`; `CancellationError`.
  public init(sealed file: OpenFile, progress: (UInt64) throws -> Void = { _ in }) throws {
    source = FileSource(file)
    checksum = Checksum(try ContentDigest(of: file, progress: progress).digest)
    plaintext = nil
    isReuseChecked = nil
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
  ///   - progress: Gets the number of bytes done, twice the size in the end.
  /// - Throws: `StateError.keyReused`, and what else the state throws; `SealingError`, `FileError`,
  ///   `CryptoError`; `CancellationError`.
  public init(
    sealing file: OpenFile, under key: consuming SecretBytes, hash keyHash: DecryptionKeyCommitment,
    recordingIn state: StateDatabase?, at moment: Moment,
    progress: (UInt64) throws -> Void = { _ in }
  ) async throws {
    let content = try ContentDigest(of: file, progress: progress)
    let sealer = try WeightsSealer(file: file, content: content, key: key)
    isReuseChecked =
      try await state?.recordSealing(
        keyHash: keyHash, plaintext: content.digest, size: content.size, at: moment) ?? false
    var done = content.size
    checksum = try sealer.seal { bytes in
      done += UInt64(bytes.count)
      try progress(done)
    }.checksum
    source = SealedSource(sealer)
    plaintext = content.digest
  }

  /// What a host is asked to put.
  public func upload(as name: ObjectName) -> ObjectUpload {
    ObjectUpload(name: name, source: source, digest: checksum.bytes)
  }
}
