public import Hosting
public import Weights

/// Ciphertext for an upload, made from plaintext and key as it leaves: there is no second copy on disk.
///
/// Every chunk is proven by its tag before it is encrypted. What is wrong with it ends the transfer,
/// and reaches the caller of the transfer as `SealingError`.
public struct SealedSource: ByteSource {
  private let sealer: WeightsSealer

  /// Makes a source of what a sealer seals.
  public init(_ sealer: WeightsSealer) { self.sealer = sealer }

  /// Length of the ciphertext in bytes.
  public var size: UInt64 { sealer.content.size }

  /// Makes a reader with a buffer of one chunk.
  ///
  /// - Throws: `CryptoError`.
  public func makeReader() throws -> any ByteReader {
    Reader(try sealer.makePartReader())
  }

  /// A class, because what it holds cannot be copied.
  private final class Reader: ByteReader {
    private var parts: SealedPartReader

    init(_ parts: consuming SealedPartReader) { self.parts = parts }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
      try parts.read(into: buffer, at: offset)
    }
  }
}
