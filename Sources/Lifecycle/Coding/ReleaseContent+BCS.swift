public import BCS
import SomaCrypto

extension ReleaseContent: BCSCodable {
  /// Reads the fields in order; the weights' digest without a length.
  public init(from reader: inout BCSReader) throws(BCSError) {
    plaintext = try reader.readBytes32()
    embedding = try reader.read()
    embeddingDimension = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(plaintext)
    writer.write(embedding)
    writer.write(embeddingDimension)
  }
}

extension BCSReader {
  /// Reads 32 bytes without a length, unlike the digests of the chain.
  mutating func readBytes32() throws(BCSError) -> Bytes32 {
    try readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
  }
}

extension BCSWriter {
  /// Writes 32 bytes without a length.
  mutating func write(_ bytes: Bytes32) { bytes.withUnsafeBytes { writeFixed($0) } }
}
