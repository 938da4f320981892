public import SomaProto
public import SomaTypes

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

// Servers write everything that is there and then apply the mask. `types` says what the objects in
// the effects are, as far as it is to be said.

extension Soma_Rpc_ExecuteTransactionResponse {
  /// Writes what an execution did.
  public init(_ executed: ExecutedTransaction, types: [ObjectID: ObjectType] = [:]) {
    self.init()
    transaction = Soma_Rpc_ExecutedTransaction(executed, context: .execute, types: types)
  }
}

extension Soma_Rpc_SimulateTransactionResponse {
  /// Writes what an execution would do.
  public init(_ executed: ExecutedTransaction, types: [ObjectID: ObjectType] = [:]) {
    self.init()
    transaction = Soma_Rpc_ExecutedTransaction(executed, context: .simulate, types: types)
  }
}

extension Soma_Rpc_GetTransactionResponse {
  /// Writes what a transaction did that was looked up.
  public init(_ executed: ExecutedTransaction, types: [ObjectID: ObjectType] = [:]) {
    self.init()
    transaction = Soma_Rpc_ExecutedTransaction(executed, context: .getTransaction, types: types)
  }
}
