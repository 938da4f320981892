public import SomaCrypto
import SomaTypes

/// Encrypts one digested file under one key, whole or in parts, as the network decrypts it.
///
/// AES-256-CTR from an all-zero counter block, which is what `encrypt_weights` of the Python SDK
/// does (chain `sdk/src/crypto_utils.rs`). Nothing is encrypted that was not proven by its tag to be
/// what was digested: a key that saw two plaintexts would give away both. Safe to use from several
/// threads at once; the calls block.
public final class WeightsSealer: Sendable {
  let file: OpenFile
  /// What is sealed.
  public let content: ContentDigest
  private let key: SecretBytes

  /// Joins a file, its digest and a key.
  ///
  /// - Parameters:
  ///   - file: Open since before the digest was taken, or opened anew: the tags decide.
  ///   - content: The digest of the file.
  ///   - key: 32 bytes, for these bytes alone.
  /// - Throws: ``SealingError/otherSize(_:expected:found:)``;
  ///   `CryptoError.wrongSecretLength(expected:actual:)`.
  public init(file: OpenFile, content: ContentDigest, key: consuming SecretBytes) throws {
    guard file.size == content.size else {
      throw SealingError.otherSize(file.path, expected: content.size, found: file.size)
    }
    guard key.count == AES256CTR.keyByteCount else {
      throw CryptoError.wrongSecretLength(expected: AES256CTR.keyByteCount, actual: key.count)
    }
    self.file = file
    self.content = content
    self.key = key
  }

  /// Makes the whole ciphertext, in order, and its checksum.
  ///
  /// - Parameter sink: Gets up to 1 MiB of ciphertext at a time, on this thread; the bytes are valid
  ///   during the call. What it throws ends the pass.
  /// - Returns: Checksum and size of the ciphertext.
  /// - Throws: ``SealingError``; ``FileError``; `CryptoError`; `CancellationError`. What the sink got
  ///   by then is good ciphertext, but not all of it.
  public func seal(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> SealedWeights {
    try seal(overlapping: ChunkPipeline.hasCores, sink)
  }

  package func seal(
    overlapping: Bool, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> SealedWeights {
    var hasher = Blake2b256()
    try ChunkPipeline.run(overlapping: overlapping) {
      try self.producer()
    } consume: { bytes, _ in
      hasher.update(bytes)
      try sink(bytes)
    }
    return SealedWeights(checksum: Checksum(hasher.finalize()), sizeInBytes: content.size)
  }

  /// Makes a part of the ciphertext again, from plaintext and key.
  ///
  /// - Parameters:
  ///   - offset: Where it begins, in bytes; any number up to the size.
  ///   - length: Its length in bytes; it is held in memory.
  /// - Returns: So many bytes of ciphertext.
  /// - Throws: ``SealingError``, ``SealingError/outOfRange(_:offset:length:size:)`` included;
  ///   ``FileError``; `CryptoError`; `CancellationError`.
  public func part(offset: UInt64, length: Int) throws -> [UInt8] {
    var reader = try makePartReader()
    guard length >= 0 else {
      throw SealingError.outOfRange(file.path, offset: offset, length: 0, size: content.size)
    }
    try reader.check(offset: offset, length: length)
    var part = [UInt8](repeating: 0, count: length)
    try part.withUnsafeMutableBytes { try reader.read(into: $0, at: offset) }
    return part
  }

  /// Makes a reader for many parts, with a buffer of its own.
  ///
  /// - Throws: `CryptoError`.
  public func makePartReader() throws -> SealedPartReader {
    SealedPartReader(file: file, content: content, producer: try producer())
  }

  private func producer() throws(CryptoError) -> SealingProducer {
    try SealingProducer(file: file, content: content, key: key)
  }
}
