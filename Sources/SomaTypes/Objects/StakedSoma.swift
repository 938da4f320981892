public import BCS

/// A receipt for stake in the pool of a validator or a model.
///
/// BCS: pool id, activation epoch, principal: 48 bytes.
public struct StakedSoma: Hashable, Sendable {
  /// The pool that holds the stake.
  public var poolID: StakingPoolID
  /// From this epoch on the stake earns rewards.
  public var activationEpoch: Epoch
  /// What was staked, without rewards.
  public var principal: Amount

  /// Creates a receipt.
  public init(poolID: StakingPoolID, activationEpoch: Epoch, principal: Amount) {
    self.poolID = poolID
    self.activationEpoch = activationEpoch
    self.principal = principal
  }

  /// Reads the content of a StakedSoma object.
  ///
  /// - Throws: ``BCSError``; also when the object is something else.
  public init(_ object: SomaObject) throws(BCSError) {
    try object.require(.stakedSoma)
    self = try StakedSoma(bcsBytes: object.content)
  }
}

extension StakedSoma: BCSCodable {
  /// Reads a receipt.
  public init(from reader: inout BCSReader) throws(BCSError) {
    poolID = try reader.read()
    activationEpoch = try reader.read()
    principal = try reader.read()
  }

  /// Writes the receipt.
  public func encode(to writer: inout BCSWriter) {
    writer.write(poolID)
    writer.write(activationEpoch)
    writer.write(principal)
  }
}
