public import BCS
public import SomaCrypto

extension Ed25519PublicKey: BCSCodable {
  /// Reads 32 bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(bytes: try reader.readBytes(count: Bytes32.count) { Bytes32(copying: $0) })
  }

  /// Writes 32 bytes, without a length.
  public func encode(to writer: inout BCSWriter) { bytes.withUnsafeBytes { writer.writeFixed($0) } }
}
