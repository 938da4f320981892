public import BCS
import SomaCrypto

/// A validator's BLS12-381 public key: 96 bytes, kept as they are.
///
/// BCS: the bytes, without a length. Whether they are a point of the curve is not checked here.
/// Source: chain type `AuthorityPublicKey`, the compressed form of the minimal-signature variant.
public struct BLSPublicKey: Hashable, Sendable {
  /// Length in bytes.
  public static let byteCount = 96

  /// The compressed point.
  public let bytes: [UInt8]

  /// Takes 96 bytes.
  ///
  /// - Returns: `nil` when `bytes` has another length.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }
}

extension BLSPublicKey: CustomStringConvertible {
  /// 192 lower-case hex digits.
  public var description: String { Hex.encode(bytes) }
}

extension BLSPublicKey: BCSCodable {
  /// Reads 96 bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    bytes = try reader.readBytes(count: Self.byteCount) { Array($0) }
  }

  /// Writes 96 bytes.
  public func encode(to writer: inout BCSWriter) { writer.writeFixed(bytes) }
}
