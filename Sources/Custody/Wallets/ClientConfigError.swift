public import Diagnostics

/// Why a `client.yaml` cannot be used.
public enum ClientConfigError: Error, Equatable, Sendable {
  /// There is no file of that name.
  case notFound(file: String)
  /// A directory, a device or a pipe has that name.
  case notAFile(file: String)
  /// The file could not be opened or read; the `errno` of the call.
  case unreadable(file: String, errno: Int32)
  /// Everything that is wrong in the file, in its order.
  case invalid([ClientConfigProblem])
}

extension ClientConfigError: Explainable {
  /// The explanation; for an invalid file, all problems in one.
  public var diagnostic: Diagnostic {
    switch self {
    case .notFound(let file):
      Diagnostic(
        code: "clientConfig.notFound", summary: "There is no client.yaml",
        detail: "\(file) does not exist.", place: Place(file: file),
        remedies: [
          "If the wallet is elsewhere, name its directory:\n    export SOMA_CONFIG_DIR=DIRECTORY",
          "If there is no wallet yet, make one:\n    soma wallet new",
        ])
    case .notAFile(let file):
      Diagnostic(
        code: "clientConfig.notAFile", summary: "client.yaml is not a file",
        detail: "\(file) is a directory, a device or a pipe.", place: Place(file: file),
        remedies: ["Look at what it is:\n    ls -ld \(shellQuoted(file))"])
    case .unreadable(let file, let errno):
      Diagnostic(
        code: "clientConfig.unreadable", summary: "client.yaml cannot be read",
        detail: "\(file): \(SystemError.text(errno)).", place: Place(file: file),
        remedies: [SystemError.remedy(errno, path: file)])
    case .invalid(let problems):
      Diagnostic(
        code: "clientConfig.invalid", summary: "client.yaml cannot be used",
        detail: problems.map(\.diagnostic.detail).joined(separator: " "),
        place: problems.first?.diagnostic.place,
        remedies: ["Correct the file, or restore it from a backup."])
    }
  }

  /// For an invalid file one explanation for each problem.
  public var diagnostics: [Diagnostic] {
    guard case .invalid(let problems) = self, !problems.isEmpty else { return [diagnostic] }
    return problems.map(\.diagnostic)
  }
}
