public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What SimulateTransaction is asked to try out. Nothing is signed, nothing changes.
///
/// A reveal in it publishes the key to the node that is asked.
public struct SimulateRequest: Equatable, Sendable {
  /// The transaction. Without gas coins nodes choose some themselves.
  public var data: TransactionData
  /// Whether to skip the checks of ownership, gas and signature rules.
  public var skipsChecks: Bool

  /// Creates a request.
  public init(_ data: TransactionData, skipsChecks: Bool = false) {
    self.data = data
    self.skipsChecks = skipsChecks
  }

  /// Reads a request; the mask is for the server to apply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_SimulateTransactionRequest) throws(WireError) {
    data = try Field("transaction", message.hasTransaction, message.transaction)
      .map(TransactionData.init(_:))
    skipsChecks = message.checks == .disabled
  }

  /// The message, as the real SDK sends it.
  ///
  /// - Throws: ``WireError/Reason/lossy`` when a node would read another transaction.
  public func message() throws(WireError) -> Soma_Rpc_SimulateTransactionRequest {
    let message = Soma_Rpc_SimulateTransactionRequest.with {
      $0.transaction = Soma_Rpc_Transaction(data, form: .bare)
      $0.readMask = ReadMask.simulation.message
      if skipsChecks { $0.checks = .disabled }
    }
    try message.transaction.requireToBe(data)
    return message
  }
}
