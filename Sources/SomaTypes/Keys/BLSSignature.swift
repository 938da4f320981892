public import BCS
import SomaCrypto

/// A BLS12-381 signature: 48 bytes, kept as they are.
///
/// BCS: the bytes, without a length. Source: chain type `AuthoritySignature`.
public struct BLSSignature: Hashable, Sendable {
  /// Length in bytes.
  public static let byteCount = 48

  /// The compressed point.
  public let bytes: [UInt8]

  /// Takes 48 bytes.
  ///
  /// - Returns: `nil` when `bytes` has another length.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }
}

extension BLSSignature: CustomStringConvertible {
  /// 96 lower-case hex digits.
  public var description: String { Hex.encode(bytes) }
}

extension BLSSignature: BCSCodable {
  /// Reads 48 bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    bytes = try reader.readBytes(count: Self.byteCount) { Array($0) }
  }

  /// Writes 48 bytes.
  public func encode(to writer: inout BCSWriter) { writer.writeFixed(bytes) }
}
