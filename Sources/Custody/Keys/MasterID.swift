public import BCS
public import SomaCrypto

/// Which master a thing is under: four public bytes, derived from the master.
///
/// Text: 8 lower-case hex digits. Two masters of one owner share an id once in four thousand
/// million; a keyring refuses the second.
public struct MasterID: Hashable, Sendable {
  /// Length in bytes.
  public static let byteCount = 4

  /// The bytes, first byte first.
  public let bytes: [UInt8]

  /// Takes four bytes.
  ///
  /// - Returns: `nil` when there are not four.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }

  /// Reads 8 hex digits in either case.
  ///
  /// - Throws: `EncodingError`.
  public init(hex text: some StringProtocol) throws(EncodingError) {
    let bytes = try Hex.decode(text)
    guard let id = MasterID(bytes: bytes) else {
      throw .wrongByteCount(expected: Self.byteCount, actual: bytes.count)
    }
    self = id
  }
}

extension MasterID: CustomStringConvertible {
  /// 8 lower-case hex digits.
  public var description: String { Hex.encode(bytes) }
}

extension MasterID: Comparable {
  /// First byte first.
  public static func < (left: MasterID, right: MasterID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension MasterID: BCSCodable {
  /// Reads four bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    bytes = try reader.readBytes(count: Self.byteCount) { Array($0) }
  }

  /// Writes four bytes, without a length.
  public func encode(to writer: inout BCSWriter) { writer.writeFixed(bytes) }
}
