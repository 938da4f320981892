public import BCS

/// Creates a model; the stake is paid from the gas coin.
///
/// The model's id is derived from the digest, number 0.
public struct CreateModel: Hashable, Sendable {
  /// At least the live parameter `model_min_stake`.
  public var stake: Amount
  /// At most 10 000.
  public var commissionRate: BasisPoints
  /// Equal to the live parameter `model_architecture_version`.
  public var architectureVersion: UInt64

  /// Creates the payload.
  public init(stake: Amount, commissionRate: BasisPoints, architectureVersion: UInt64) {
    self.stake = stake
    self.commissionRate = commissionRate
    self.architectureVersion = architectureVersion
  }
}

extension CreateModel: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    stake = try reader.read()
    commissionRate = try reader.read()
    architectureVersion = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(stake)
    writer.write(commissionRate)
    writer.write(architectureVersion)
  }
}
