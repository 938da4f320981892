import SomaProto
import SomaTypes

extension TransactionFee {
  /// Reads a fee; all four numbers are needed. Whether they add up is not checked.
  init(_ message: Soma_Rpc_TransactionFee) throws(WireError) {
    self.init(
      baseFee: Amount(try Field("base_fee", message.hasBaseFee, message.baseFee).value),
      operationFee: Amount(
        try Field("operation_fee", message.hasOperationFee, message.operationFee).value),
      valueFee: Amount(try Field("value_fee", message.hasValueFee, message.valueFee).value),
      totalFee: Amount(try Field("total_fee", message.hasTotalFee, message.totalFee).value))
  }
}

extension Soma_Rpc_TransactionFee {
  /// Writes a fee.
  init(_ fee: TransactionFee) {
    self.init()
    baseFee = fee.baseFee.shannons
    operationFee = fee.operationFee.shannons
    valueFee = fee.valueFee.shannons
    totalFee = fee.totalFee.shannons
  }
}
