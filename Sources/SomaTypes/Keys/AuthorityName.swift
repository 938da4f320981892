public import BCS

/// What a committee calls a validator: its BLS public key.
///
/// BCS: a byte string that must have 96 bytes, unlike the key itself, which has no length.
/// Source: chain type `AuthorityName`.
public struct AuthorityName: Hashable, Sendable {
  /// The key.
  public let publicKey: BLSPublicKey

  /// Takes the key.
  public init(_ publicKey: BLSPublicKey) { self.publicKey = publicKey }
}

extension AuthorityName: Comparable {
  /// Lexicographic, first byte first.
  public static func < (left: Self, right: Self) -> Bool {
    left.publicKey.bytes.lexicographicallyPrecedes(right.publicKey.bytes)
  }
}

extension AuthorityName: CustomStringConvertible {
  /// `k#` and 192 hex digits, as the chain prints it.
  public var description: String { "k#\(publicKey)" }
}

extension AuthorityName: BCSCodable {
  /// Reads the length 96 and the bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let count = try reader.readLength()
    guard count == BLSPublicKey.byteCount else {
      throw BCSError(
        .wrongByteCount(
          type: "AuthorityName", expected: BLSPublicKey.byteCount, actual: count), at: start)
    }
    publicKey = try reader.read()
  }

  /// Writes the length 96 and the bytes.
  public func encode(to writer: inout BCSWriter) { writer.writeByteString(publicKey.bytes) }
}
