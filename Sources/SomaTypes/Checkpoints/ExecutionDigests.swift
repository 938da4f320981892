public import BCS

/// An executed transaction and what it did, by their digests.
public struct ExecutionDigests: Hashable, Sendable {
  /// The transaction.
  public var transaction: TransactionDigest
  /// Its effects.
  public var effects: TransactionEffectsDigest

  /// Creates a pair.
  public init(transaction: TransactionDigest, effects: TransactionEffectsDigest) {
    self.transaction = transaction
    self.effects = effects
  }
}

extension ExecutionDigests: BCSCodable {
  /// Reads a pair.
  public init(from reader: inout BCSReader) throws(BCSError) {
    transaction = try reader.read()
    effects = try reader.read()
  }

  /// Writes the pair.
  public func encode(to writer: inout BCSWriter) {
    writer.write(transaction)
    writer.write(effects)
  }
}
