public import BCS

/// The numbers of a boundary between two epochs.
///
/// BCS: time, option of the protocol version, randomness, whether it fails.
public struct EpochChange: Hashable, Sendable {
  /// When the next epoch begins, in milliseconds since 1970 in UTC.
  public var timestampMs: UInt64
  /// The protocol version from now on; `nil` for the one in force.
  public var protocolVersion: UInt64?
  /// What validators would agree on; it only goes into the digest. `nil` for a hash of what the
  /// last checkpoint of the epoch contains.
  public var randomness: [UInt8]?
  /// Whether the boundary is to fail, so that the chain enters safe mode.
  public var isFailing: Bool

  /// Creates numbers; only the time is needed.
  public init(
    timestampMs: UInt64, protocolVersion: UInt64? = nil, randomness: [UInt8]? = nil,
    isFailing: Bool = false
  ) {
    self.timestampMs = timestampMs
    self.protocolVersion = protocolVersion
    self.randomness = randomness
    self.isFailing = isFailing
  }
}

extension EpochChange: BCSCodable {
  /// Reads the numbers.
  public init(from reader: inout BCSReader) throws(BCSError) {
    timestampMs = try reader.readInteger()
    protocolVersion = try reader.readOption { (reader) throws(BCSError) in
      try reader.readInteger()
    }
    randomness = try reader.readOption { (reader) throws(BCSError) in try reader.readByteString() }
    isFailing = try reader.readBool()
  }

  /// Writes the numbers.
  public func encode(to writer: inout BCSWriter) {
    writer.write(timestampMs)
    writer.writeOption(protocolVersion) { $0.write($1) }
    writer.writeOption(randomness) { $0.writeByteString($1) }
    writer.write(isFailing)
  }
}
