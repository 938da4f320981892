public import SomaCrypto
import Synchronization

/// Encrypts or decrypts whatever comes out of a descriptor, once, in order: a pipe, or a ciphertext.
///
/// Both directions are the same operation. Encrypting this way proves nothing about the plaintext
/// beforehand, so it is for keys that the owner supplies, never for derived ones; weights in a file
/// go through ``WeightsSealer``.
public struct StreamCipher: Equatable, Sendable {
  /// Bytes that went through.
  public let size: UInt64

  /// BLAKE2b-256 of what came in: of a ciphertext, its checksum.
  public let inputDigest: Bytes32

  /// BLAKE2b-256 of what went out: of weights that were decrypted, the plaintext's digest.
  public let outputDigest: Bytes32

  /// Reads to the end and writes what comes of it. Blocks; memory does not grow with the input.
  ///
  /// - Parameters:
  ///   - descriptor: Read from where it stands; it stays open and must stay so during the call.
  ///   - path: What to call it in errors; `-` for standard input.
  ///   - key: 32 bytes.
  ///   - expectedInput: When given, the digest that the input must have.
  ///   - sink: Gets up to 1 MiB at a time, on this thread, before the digest is known: keep it where
  ///     it can be thrown away.
  /// - Throws: ``SealingError/otherCiphertext(_:)`` at the end; ``FileError``; `CryptoError`;
  ///   `CancellationError`; what `sink` throws.
  public init(
    reading descriptor: Int32, path: String, key: consuming SecretBytes,
    expecting expectedInput: Bytes32? = nil, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let ends = StreamEnds(key: key)
    var hasher = Blake2b256()
    var size: UInt64 = 0
    try ChunkPipeline.run {
      try StreamProducer(descriptor: descriptor, path: path, ends: ends)
    } consume: { bytes, _ in
      hasher.update(bytes)
      size += UInt64(bytes.count)
      try sink(bytes)
    }
    self.size = size
    inputDigest = ends.inputDigest.withLock { $0 }
    outputDigest = hasher.finalize()
    if let expectedInput, expectedInput != inputDigest {
      throw SealingError.otherCiphertext(path)
    }
  }
}
