public import BCS

/// What a transaction, or a run of them, paid.
///
/// BCS: base, operation, value and total, `u64` each. Source: chain type `TransactionFee`.
public struct TransactionFee: Hashable, Sendable {
  /// For being executed at all; kept also when execution fails.
  public var baseFee: Amount
  /// For each object that was written.
  public var operationFee: Amount
  /// A share of what was moved or staked.
  public var valueFee: Amount
  /// The sum, as the chain states it.
  public var totalFee: Amount

  /// Nothing.
  public static let zero = TransactionFee(
    baseFee: .zero, operationFee: .zero, valueFee: .zero, totalFee: .zero)

  /// Takes all four numbers as they are.
  public init(baseFee: Amount, operationFee: Amount, valueFee: Amount, totalFee: Amount) {
    self.baseFee = baseFee
    self.operationFee = operationFee
    self.valueFee = valueFee
    self.totalFee = totalFee
  }
}

extension TransactionFee: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    baseFee = try reader.read()
    operationFee = try reader.read()
    valueFee = try reader.read()
    totalFee = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(baseFee)
    writer.write(operationFee)
    writer.write(valueFee)
    writer.write(totalFee)
  }
}
