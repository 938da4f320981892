public import Diagnostics

/// Why an object host did not start.
public enum ObjectHostError: Error, Equatable, Sendable {
  /// The port cannot be had; `errno`, or 0 when there is none.
  case cannotListen(port: UInt16, code: Int32)
  /// Another host works in the directory.
  case directoryInUse(path: String)
  /// Objects cannot be stored in the directory.
  case directoryUnusable(path: String, StorageError)
}

extension ObjectHostError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .cannotListen(let port, let code):
      diagnostic(
        "cannotListen", "Port \(port) of 127.0.0.1: \(SystemCallText.text(code)).",
        remedies: ["Choose another port, or 0 for any that is free."])
    case .directoryInUse(let path):
      diagnostic(
        "directoryInUse", "Another object host works in \(Excerpt(path)).",
        remedies: ["Stop the other one, or use another directory."])
    case .directoryUnusable(let path, let error):
      diagnostic(
        "directoryUnusable", "\(Excerpt(path)): \(error.diagnostic.detail)",
        remedies: ["Use a directory that exists, and that you may write to."])
    }
  }

  private func diagnostic(_ name: String, _ detail: String, remedies: [String]) -> Diagnostic {
    Diagnostic(
      code: "objectHost.\(name)", summary: "The object host did not start", detail: detail,
      remedies: remedies)
  }
}
