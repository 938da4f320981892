public import SomaCrypto

/// What a full pass over a file of weights found.
public struct DigestRecord: Equatable, Sendable {
  /// BLAKE2b-256 of the content.
  public var plaintext: Bytes32
  /// Length of the content in bytes.
  public var size: UInt64
  /// The tags of its chunks with their key, as the reader of weights encodes them. Private.
  public var tags: [UInt8]
  /// When the pass ended.
  public var takenAt: Moment

  /// Creates a record.
  public init(plaintext: Bytes32, size: UInt64, tags: [UInt8], takenAt: Moment) {
    self.plaintext = plaintext
    self.size = size
    self.tags = tags
    self.takenAt = takenAt
  }
}
