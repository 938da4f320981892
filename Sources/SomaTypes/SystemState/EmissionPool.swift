public import BCS

/// The money that the chain still has to give out.
public struct EmissionPool: Hashable, Sendable {
  /// What is left.
  public var balance: Amount
  /// What leaves with each epoch.
  public var emissionPerEpoch: Amount

  /// Creates a pool.
  public init(balance: Amount, emissionPerEpoch: Amount) {
    self.balance = balance
    self.emissionPerEpoch = emissionPerEpoch
  }
}

extension EmissionPool: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    balance = try reader.read()
    emissionPerEpoch = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(balance)
    writer.write(emissionPerEpoch)
  }
}
