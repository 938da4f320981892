import SomaCrypto

/// Reads a file again, proves each chunk and encrypts it: one half of a sealing pass.
struct SealingProducer: ~Copyable, ChunkProducer {
  private let file: OpenFile
  private let content: ContentDigest
  private var tagger: AES256GMAC
  private var cipher: AES256CTR
  private var index: UInt64 = 0

  /// - Throws: `CryptoError`.
  init(
    file: OpenFile, content: ContentDigest, key: borrowing SecretBytes
  ) throws(CryptoError) {
    let tagger = try AES256GMAC(key: content.tagKey)
    let cipher = try AES256CTR(key: key)
    self.file = file
    self.content = content
    self.tagger = tagger
    self.cipher = cipher
  }

  mutating func next(in buffer: inout [UInt8]) throws -> (count: Int, tag: AES256GMAC.Tag?)? {
    let count = try readProvenChunk(index, into: &buffer)
    guard count > 0 else { return nil }
    try buffer.withUnsafeMutableBytes {
      let chunk = UnsafeMutableRawBufferPointer(rebasing: $0[..<count])
      try cipher.process(UnsafeRawBufferPointer(chunk), into: chunk)
    }
    index += 1
    return (count, nil)
  }

  /// Makes some of the ciphertext of one chunk again.
  ///
  /// - Parameters:
  ///   - range: Bytes of the content, within the chunk.
  ///   - index: The number of the chunk.
  ///   - buffer: As long as a chunk; what is in it is lost.
  ///   - output: As long as `range`.
  /// - Throws: ``SealingError``, ``FileError``, `CryptoError`.
  mutating func write(
    _ range: Range<UInt64>, ofChunk index: UInt64, using buffer: inout [UInt8],
    into output: UnsafeMutableRawBufferPointer
  ) throws {
    // All of the chunk, because the tag is of all of it; and from this buffer, not from the file
    // again, because that may change in between.
    _ = try readProvenChunk(index, into: &buffer)
    let start = content.chunk(index).lowerBound
    try cipher.seek(to: range.lowerBound)
    try buffer.withUnsafeBytes {
      let part = $0[Int(range.lowerBound - start)..<Int(range.upperBound - start)]
      try cipher.process(UnsafeRawBufferPointer(rebasing: part), into: output)
    }
  }

  private mutating func readProvenChunk(_ index: UInt64, into buffer: inout [UInt8]) throws -> Int {
    let offset = index * UInt64(ContentDigest.chunkSize)
    let count = try file.readChunk(into: &buffer, at: offset, of: content.size)
    guard count > 0 else { return 0 }
    let tag = try buffer.withUnsafeBytes {
      try tagger.tag(of: UnsafeRawBufferPointer(rebasing: $0[..<count]), number: index)
    }
    guard tag == content.tags[Int(index)] else {
      throw SealingError.chunkChanged(file.path, at: offset)
    }
    return count
  }
}
