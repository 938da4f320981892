/// Little-endian IEEE 754 binary32, one after the other.
enum RawEmbedding {
  static func read(
    _ bytes: [UInt8], into vector: inout EmbeddingVector
  ) throws(EmbeddingFault) -> UInt64? {
    guard bytes.count.isMultiple(of: 4) else { throw .notWholeNumbers(byteCount: bytes.count) }
    try NumberBytes(width: 4, isBigEndian: false).read(bytes[...], into: &vector)
    return nil
  }
}
