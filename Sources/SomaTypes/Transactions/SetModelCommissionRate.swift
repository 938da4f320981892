public import BCS

/// Sets a model's commission, from the next epoch on.
public struct SetModelCommissionRate: Hashable, Sendable {
  /// The model.
  public var modelID: ModelID
  /// At most 10 000.
  public var newRate: BasisPoints

  /// Creates the payload.
  public init(modelID: ModelID, newRate: BasisPoints) {
    self.modelID = modelID
    self.newRate = newRate
  }
}

extension SetModelCommissionRate: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    modelID = try reader.read()
    newRate = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(modelID)
    writer.write(newRate)
  }
}
