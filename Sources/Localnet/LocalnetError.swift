public import Diagnostics

/// Why there is no localnet.
public enum LocalnetError: Error, Equatable, Sendable {
  /// A service cannot listen on its port, most often because something else does.
  case cannotListen(service: String, port: Int, reason: String)
}

extension LocalnetError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .cannotListen(let service, let port, let reason):
      Diagnostic(
        code: "localnet.cannotListen", summary: "The localnet cannot listen",
        detail: "The \(service) service cannot listen on port \(port): \(reason).",
        remedies: [
          "End what uses the port, or let the system choose free ones:\n"
            + "    steward localnet start --port 0"
        ])
    }
  }
}
