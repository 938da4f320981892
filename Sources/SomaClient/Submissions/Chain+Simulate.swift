public import Diagnostics
public import SomaTypes
public import SomaWire

extension Chain {
  /// What a transaction would do now. Nothing is signed, locked or paid.
  ///
  /// It does not prove that the coins are free: another transaction may hold their locks.
  ///
  /// - Parameters:
  ///   - data: The transaction, with its gas coins: a node that picks some itself changes the digest.
  ///   - publishesKey: Must be `true` for a reveal, whose key the node then knows.
  /// - Returns: What it would do.
  /// - Throws: As all reads; ``SimulationError/wouldPublishKey`` for a reveal that may not be shown;
  ///   ``ReplyError`` when the effects are those of something else. A transaction that would not even
  ///   be executed fails with the code `internal` and the node's words.
  public func simulate(
    _ data: TransactionData, publishesKey: Bool = false
  ) async throws -> ExecutedTransaction {
    if case .revealModel = data.kind, !publishesKey { throw SimulationError.wouldPublishKey }
    let message = try SimulateRequest(data).message()
    return try await connection.read { channel in
      let executed = try ExecutedTransaction(
        await channel.call(NodeMethods.simulateTransaction, message))
      if !data.gasPayment.isEmpty { try executed.checkThatItRan(data) }
      return executed
    }
  }
}

/// Why a transaction was not simulated.
public enum SimulationError: Error, Equatable, Sendable {
  /// Whoever runs the node would learn the key before it is due.
  case wouldPublishKey
}

extension SimulationError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    Diagnostic(
      code: "simulation.wouldPublishKey", summary: "A reveal is not simulated",
      detail: "The request would show the key of the model to the node.",
      remedies: ["Reveal it when its epoch has come; nothing needs to be tried before."])
  }
}
