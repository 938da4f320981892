public import SomaProto

extension ExecutedTransaction {
  /// Reads the reply of ExecuteTransaction.
  ///
  /// - Throws: ``WireError``. The transaction was executed all the same: look it up by its digest.
  public init(_ reply: Soma_Rpc_ExecuteTransactionResponse) throws(WireError) {
    self = try ExecutedTransaction(
      Field("transaction", reply.hasTransaction, reply.transaction).value)
  }

  /// Reads the reply of SimulateTransaction.
  ///
  /// - Throws: ``WireError``.
  public init(_ reply: Soma_Rpc_SimulateTransactionResponse) throws(WireError) {
    self = try ExecutedTransaction(
      Field("transaction", reply.hasTransaction, reply.transaction).value)
  }

  /// Reads the reply of GetTransaction, which must have a digest.
  ///
  /// - Throws: ``WireError``.
  public init(_ reply: Soma_Rpc_GetTransactionResponse) throws(WireError) {
    self = try ExecutedTransaction(
      Field("transaction", reply.hasTransaction, reply.transaction).value)
    guard digest != nil else { throw WireError("digest", .missing) }
  }
}
