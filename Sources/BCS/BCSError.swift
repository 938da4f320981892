/// Why bytes are not the canonical BCS of the value that the caller asked for, and where.
public struct BCSError: Error, Equatable, Sendable {
  /// What is wrong.
  public var reason: Reason

  /// Offset of the first byte of the offending item, in bytes from the start of the input.
  public var offset: Int

  /// Creates an error.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The ways in which bytes can fail to be canonical BCS.
  public enum Reason: Equatable, Sendable {
    /// The input ends this many bytes too early. A count of elements that the rest of the
    /// input cannot hold is reported here too, before anything is allocated.
    case truncated(missing: Int)
    /// Bytes are left after the value.
    case trailingBytes(count: Int)
    /// A ULEB128 number is padded with empty groups.
    case nonMinimalLength
    /// A length is above 2³¹−1, or a variant index above 2³²−1.
    case lengthTooLarge
    /// A boolean is neither 0 nor 1.
    case invalidBool(UInt8)
    /// An option is tagged neither 0 nor 1.
    case invalidOptionTag(UInt8)
    /// An enum has no variant with this index.
    case unknownVariant(type: String, index: UInt32)
    /// A string is not UTF-8.
    case invalidUTF8
    /// Map keys or set elements are not in ascending order of their bytes.
    case unsortedKeys
    /// A map key or set element occurs twice.
    case duplicateKey
    /// A byte string that must have one length has another.
    case wrongByteCount(type: String, expected: Int, actual: Int)
    /// The bytes are well formed, but the type refuses the value.
    case invalidValue(type: String, reason: String)
    /// Values are nested deeper than the type can be.
    case tooDeep
    /// The value was written in a format that this program does not know; it knows those from 1 to
    /// `known`.
    case unknownFormat(type: String, format: UInt16, known: UInt16)
  }
}
