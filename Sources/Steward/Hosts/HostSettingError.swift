public import Diagnostics

/// What is missing in the declaration of a host.
public enum HostSettingError: Error, Equatable, Sendable {
  /// A setting that neither the manifest nor the environment has.
  case missing(setting: String, variable: String)
}

extension HostSettingError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .missing(let setting, let variable):
      Diagnostic(
        code: "host.missingSetting", summary: "A host is not fully described",
        detail: "Neither `\(setting)` of the host nor \(variable) in the environment is set.",
        remedies: [
          "Declare a Host and name its file, such as\n    steward host doctor -f host.yaml",
          "Or set \(variable).",
        ])
    }
  }
}
