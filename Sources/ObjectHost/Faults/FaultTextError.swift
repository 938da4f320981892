public import Diagnostics

/// Why a text sets no fault.
public enum FaultTextError: Error, Equatable, Sendable {
  /// The value of a parameter cannot be.
  case badValue(parameter: String)
  /// A parameter that the fault needs is not there.
  case missing(parameter: String)
  /// There is no such fault.
  case unknownFault(String)
  /// The fault has no such parameter, or has it twice.
  case unknownParameter(String)
}

extension FaultTextError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .badValue(let name): diagnostic("badValue", "\(Excerpt(name)): the value is not possible.")
    case .missing(let name): diagnostic("missing", "The parameter \(name) is missing.")
    case .unknownFault(let name):
      diagnostic(
        "unknownFault", "There is no fault \(Excerpt(name)).",
        remedies: ["Choose one of: \(Fault.names.joined(separator: " "))"])
    case .unknownParameter(let name):
      diagnostic(
        "unknownParameter", "\(Excerpt(name)) is no parameter of this fault, or not again.")
    }
  }

  private func diagnostic(
    _ name: String, _ detail: String, remedies: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      code: "objectFault.\(name)", summary: "A text sets no fault", detail: detail,
      remedies: remedies)
  }
}
