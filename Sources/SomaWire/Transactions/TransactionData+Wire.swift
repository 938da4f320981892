public import SomaProto
public import SomaTypes

extension TransactionData {
  /// Reads a transaction as nodes do; they ignore `digest` and compute their own.
  ///
  /// - Throws: ``WireError``, with paths as seen from the transaction.
  public init(_ message: Soma_Rpc_Transaction) throws(WireError) {
    self.init(
      kind: try Field("kind", message.hasKind, message.kind).map(TransactionKind.init(_:)),
      sender: try Field("sender", message.hasSender, message.sender)
        .map(SomaAddress.init(protobuf:)),
      gasPayment: try each("gas_payment", message.gasPayment, ObjectRef.init(_:)))
  }
}

extension Soma_Rpc_Transaction {
  /// Writes a transaction with its digest.
  ///
  /// Protobuf cannot carry tensors of other shapes than vectors, nor payments without amounts;
  /// those come out as something else. Whoever sends a signed transaction uses ``ExecuteRequest``,
  /// which notices.
  ///
  /// - Parameters:
  ///   - data: The transaction.
  ///   - form: ``IdentifierForm/bare`` is what clients send.
  public init(_ data: TransactionData, form: IdentifierForm) {
    self.init()
    digest = data.digest.description
    kind = Soma_Rpc_TransactionKind(data.kind, form: form)
    sender = data.sender.text(form)
    gasPayment = data.gasPayment.map { Soma_Rpc_ObjectReference($0, form: form) }
  }
}
