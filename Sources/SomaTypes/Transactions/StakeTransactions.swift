public import BCS

/// Stakes with a validator.
public struct AddStake: Hashable, Sendable {
  /// The validator.
  public var validator: SomaAddress
  /// The coin to stake from.
  public var coin: ObjectRef
  /// How much, or the whole coin.
  public var amount: Amount?

  /// Creates the payload.
  public init(validator: SomaAddress, coin: ObjectRef, amount: Amount?) {
    self.validator = validator
    self.coin = coin
    self.amount = amount
  }
}

extension AddStake: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    validator = try reader.read()
    coin = try reader.read()
    amount = try reader.readOption()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(validator)
    writer.write(coin)
    writer.writeOption(amount)
  }
}

/// Stakes with a model.
public struct AddStakeToModel: Hashable, Sendable {
  /// The model.
  public var modelID: ModelID
  /// The coin to stake from.
  public var coin: ObjectRef
  /// How much. Always given: without it the chain misbehaves for some coins.
  public var amount: Amount?

  /// Creates the payload.
  public init(modelID: ModelID, coin: ObjectRef, amount: Amount?) {
    self.modelID = modelID
    self.coin = coin
    self.amount = amount
  }
}

extension AddStakeToModel: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    modelID = try reader.read()
    coin = try reader.read()
    amount = try reader.readOption()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(modelID)
    writer.write(coin)
    writer.writeOption(amount)
  }
}
