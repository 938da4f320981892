public import BCS
public import SomaCrypto

/// What a ``Digest`` is the digest of.
public protocol DigestKind: Sendable {
  /// The chain's name for it.
  static var name: String { get }
}

/// A BLAKE2b-256 digest of one kind of thing.
///
/// BCS: a byte string that must have 32 bytes, so 33 in all. Text: Base58.
/// Source: chain types in `digests` and `checksum`.
public struct Digest<Kind: DigestKind>: Hashable, Sendable {
  /// The 32 bytes.
  public let bytes: Bytes32

  /// Takes the bytes.
  public init(_ bytes: Bytes32) { self.bytes = bytes }

  /// Reads the Base58 text.
  ///
  /// - Throws: ``EncodingError`` unless it stands for 32 bytes.
  public init(base58 text: some StringProtocol) throws(EncodingError) {
    bytes = try Base58.decode32(text)
  }

  /// 32 zero bytes: the previous transaction of objects made at genesis.
  public static var zero: Self { Self(.zero) }
}

extension Digest: Comparable {
  /// Lexicographic, first byte first.
  public static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }
}

extension Digest: CustomStringConvertible {
  /// Base58.
  public var description: String { Base58.encode(bytes) }
}

extension Digest: BCSCodable {
  /// Reads the length 32 and the bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    bytes = try reader.readByteString(of: Kind.name, count: Bytes32.count) {
      Bytes32(copying: $0)
    }
  }

  /// Writes the length 32 and the bytes.
  public func encode(to writer: inout BCSWriter) {
    bytes.withUnsafeBytes { writer.writeByteString($0) }
  }
}
