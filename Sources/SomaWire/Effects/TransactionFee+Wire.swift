import SomaProto
import SomaTypes

extension TransactionFee {
  /// Reads a fee; all four numbers are needed. Whether they add up is not checked.
  init(_ message: Soma_Rpc_TransactionFee) throws(WireError) {
    self.init(
      baseFee: try Field("base_fee", message.hasBaseFee, message.baseFee).number(),
      operationFee: try Field("operation_fee", message.hasOperationFee, message.operationFee)
        .number(),
      valueFee: try Field("value_fee", message.hasValueFee, message.valueFee).number(),
      totalFee: try Field("total_fee", message.hasTotalFee, message.totalFee).number())
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
