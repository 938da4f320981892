public import BCS
public import SomaCrypto

/// The AES-256 key of a model's weights, as a reveal publishes it.
///
/// A secret until it is revealed, so it does not print: neither by itself nor inside a transaction.
/// BCS: as a digest, 33 bytes. Text: Base58. Source: chain type `DecryptionKey`.
public struct DecryptionKey: Equatable, Sendable {
  private let bytes: Bytes32

  /// Takes the 32 bytes.
  public init(_ bytes: Bytes32) { self.bytes = bytes }

  /// Reads the Base58 text.
  ///
  /// - Throws: ``EncodingError`` unless it stands for 32 bytes.
  public init(base58 text: some StringProtocol) throws(EncodingError) {
    bytes = try Base58.decode32(text)
  }

  /// What a commit promises: the hash of the 32 bytes. Safe to show.
  public var commitment: DecryptionKeyCommitment {
    Digest(bytes.withUnsafeBytes { Blake2b256.hash($0) })
  }

  /// The key itself, for a cipher, for the wire, and for a person who asked for it by name.
  public var revealed: Bytes32 { bytes }

  /// The key itself, as a text.
  public var revealedBase58: String { Base58.encode(bytes) }
}

extension DecryptionKey: CustomStringConvertible, CustomReflectable {
  /// The commitment, never the key.
  public var description: String { "DecryptionKey(commitment: \(commitment))" }

  /// Nothing, so that `dump` shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DecryptionKey: BCSCodable {
  /// Reads the length 32 and the bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    bytes = try reader.readByteString(of: "DecryptionKey", count: Bytes32.count) {
      Bytes32(copying: $0)
    }
  }

  /// Writes the length 32 and the bytes.
  public func encode(to writer: inout BCSWriter) {
    bytes.withUnsafeBytes { writer.writeByteString($0) }
  }
}
