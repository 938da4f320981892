import SomaCrypto

/// Reads a file and tags its chunks: one half of a digest pass.
struct DigestingProducer: ~Copyable, ChunkProducer {
  private let file: OpenFile
  private var tagger: AES256GMAC
  private var scan: FiniteScan?
  private var index: UInt64 = 0

  /// - Throws: `CryptoError`.
  init(file: OpenFile, tagKey: Bytes32, scan: FiniteScan?) throws(CryptoError) {
    self.file = file
    tagger = try AES256GMAC(key: tagKey)
    self.scan = scan
  }

  mutating func next(in buffer: inout [UInt8]) throws -> (count: Int, tag: AES256GMAC.Tag?)? {
    let offset = index * UInt64(ContentDigest.chunkSize)
    let count = try file.readChunk(into: &buffer, at: offset, of: file.size)
    guard count > 0 else { return nil }
    let tag = try buffer.withUnsafeBytes { whole in
      let bytes = UnsafeRawBufferPointer(rebasing: whole[..<count])
      if let problem = scan?.look(at: bytes, offset: offset) {
        throw ArchitectureError(file: file.path, problems: [problem])
      }
      return try tagger.tag(of: bytes, number: index)
    }
    index += 1
    return (count, tag)
  }
}

extension OpenFile {
  /// Reads the chunk at an offset of a file that must be `size` bytes long.
  ///
  /// - Returns: Its length; 0 at the end.
  /// - Throws: ``SealingError/shrank(_:size:at:)``, ``SealingError/grew(_:size:)``, ``FileError``.
  func readChunk(into buffer: inout [UInt8], at offset: UInt64, of size: UInt64) throws -> Int {
    let expected = Int(min(UInt64(buffer.count), size - min(size, offset)))
    // At the end one byte more is asked for, to see that it does not come.
    let wanted = max(expected, 1)
    let count = try buffer.withUnsafeMutableBytes {
      try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]), at: offset)
    }
    guard count >= expected else {
      throw SealingError.shrank(path, size: size, at: offset + UInt64(count))
    }
    guard count == expected else { throw SealingError.grew(path, size: size) }
    return count
  }
}
