public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What ExecuteTransaction is asked to do.
public struct ExecuteRequest: Equatable, Sendable {
  /// The transaction.
  public var transaction: SignedTransaction

  /// Creates a request.
  public init(_ transaction: SignedTransaction) { self.transaction = transaction }

  /// Reads a request; whether the signature is valid is for the server to check.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request. More signatures than one are
  ///   ``WireError/Reason/unexpected``.
  public init(_ message: Soma_Rpc_ExecuteTransactionRequest) throws(WireError) {
    let data = try Field("transaction", message.hasTransaction, message.transaction)
      .map(TransactionData.init(_:))
    let signatures = try each("signatures", message.signatures, UserSignature.init(_:))
    guard let signature = signatures.first else { throw WireError("signatures", .missing) }
    guard signatures.count == 1 else { throw WireError("signatures[1]", .unexpected) }
    transaction = SignedTransaction(data: data, signature: signature)
  }

  /// The message, byte for byte what the real SDK sends of this transaction.
  ///
  /// - Throws: ``WireError/Reason/lossy`` when a node would read another transaction than the one
  ///   that was signed; what reading it throws. Then nothing must be sent.
  public func message() throws(WireError) -> Soma_Rpc_ExecuteTransactionRequest {
    let message = Soma_Rpc_ExecuteTransactionRequest.with {
      $0.transaction = Soma_Rpc_Transaction(transaction.data, form: .bare)
      $0.signatures = [Soma_Rpc_UserSignature(transaction.signature)]
      $0.readMask = ReadMask.execution.message
    }
    try message.transaction.requireToBe(transaction.data)
    return message
  }
}

extension Soma_Rpc_Transaction {
  /// Reads the message as a node does and compares.
  func requireToBe(_ data: TransactionData) throws(WireError) {
    let read = try inside("transaction", self, TransactionData.init(_:))
    guard read == data else { throw WireError("transaction", .lossy) }
  }
}
