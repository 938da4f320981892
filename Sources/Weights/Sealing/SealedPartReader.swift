import SomaCrypto

/// Reads ciphertext at any offset, as if it lay in a file, while only the plaintext does.
///
/// One chunk of memory, whatever is read. Every chunk that is touched is proven by its tag first, so
/// parts that begin and end at multiples of ``ContentDigest/chunkSize`` cost the least.
public struct SealedPartReader: ~Copyable {
  private let file: OpenFile
  private let content: ContentDigest
  private var producer: SealingProducer
  private var buffer = [UInt8](repeating: 0, count: ContentDigest.chunkSize)

  init(file: OpenFile, content: ContentDigest, producer: consuming SealingProducer) {
    self.file = file
    self.content = content
    self.producer = producer
  }

  /// Length of the ciphertext in bytes.
  public var size: UInt64 { content.size }

  /// Fills a buffer with ciphertext.
  ///
  /// - Parameters:
  ///   - output: All of it is filled.
  ///   - offset: Where the ciphertext begins, in bytes.
  /// - Throws: ``SealingError``, ``SealingError/outOfRange(_:offset:length:size:)`` included;
  ///   ``FileError``; `CryptoError`; `CancellationError`. The buffer then holds nothing of use.
  public mutating func read(into output: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
    try check(offset: offset, length: output.count)
    let end = offset + UInt64(output.count)
    var next = offset
    while next < end {
      try Task.checkCancellation()
      let index = next / UInt64(ContentDigest.chunkSize)
      let range = next..<min(end, content.chunk(index).upperBound)
      try producer.write(
        range, ofChunk: index, using: &buffer,
        into: UnsafeMutableRawBufferPointer(
          rebasing: output[Int(range.lowerBound - offset)..<Int(range.upperBound - offset)]))
      next = range.upperBound
    }
  }

  func check(offset: UInt64, length: Int) throws(SealingError) {
    guard offset <= content.size, UInt64(length) <= content.size - offset else {
      throw .outOfRange(
        file.path, offset: offset, length: UInt64(length), size: content.size)
    }
  }
}
