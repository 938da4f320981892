public import Diagnostics

/// Why there is nothing to connect to.
public enum ConnectionError: Error, Equatable, Sendable {
  /// The list of nodes is empty.
  case noEndpoint
}

extension ConnectionError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    Diagnostic(
      code: "connection.noEndpoint", summary: "There is no node to speak to",
      detail: "The list of nodes is empty.",
      remedies: ["Name a node, such as http://127.0.0.1:9000."])
  }
}
