public import BCS
import SomaCrypto

/// A release of a model: 16 public bytes that say nothing of the weights to those without the
/// master. Text: 32 lower-case hex digits.
public struct ReleaseID: Hashable, Sendable {
  /// Length in bytes.
  public static let byteCount = 16

  /// The bytes, first byte first.
  public let bytes: [UInt8]

  /// Takes 16 bytes.
  ///
  /// - Returns: `nil` when there are not 16.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }
}

extension ReleaseID: CustomStringConvertible {
  /// 32 lower-case hex digits.
  public var description: String { Hex.encode(bytes) }
}

extension ReleaseID: BCSCodable {
  /// Reads 16 bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    bytes = try reader.readBytes(count: Self.byteCount) { Array($0) }
  }

  /// Writes 16 bytes, without a length.
  public func encode(to writer: inout BCSWriter) { writer.writeFixed(bytes) }
}
