public import Diagnostics
public import Hosting
public import SomaTypes

/// Why objects were not judged or deleted.
public enum HostSweepError: Error, Equatable, Sendable {
  /// What was noted of this host is about another chain than the one that was read.
  case otherChain(noted: CheckpointDigest, current: CheckpointDigest)
  /// An object that may not go was to be deleted.
  case needed(ObjectName)
}

extension HostSweepError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .otherChain(let noted, let current):
      Diagnostic(
        code: "sweep.otherChain", summary: "The state is about another chain",
        detail: "What it noted of this host is about \(noted); the nodes are of \(current).",
        remedies: [
          "Name nodes of the chain that the objects belong to.",
          "If the chain was reset for good, use a new directory for the state.",
        ])
    case .needed(let name):
      Diagnostic(
        code: "sweep.needed", summary: "An object is still needed",
        detail: "\(name) was not deleted.",
        remedies: ["See what needs it:\n    steward host gc"])
    }
  }
}
