public import Diagnostics

/// Why a source gave no secret, for reasons that are not those of a file or a command.
public enum SecretSourceError: Error, Equatable, Sendable {
  /// The source gave nothing at all.
  case empty(SecretSource)
  /// More bytes than any secret has; the rest was not read.
  case tooLong(SecretSource, limit: Int)
  /// A variable cannot have this name, which is not shown: it may be `NAME=secret`.
  case badVariableName
  /// A credential cannot have this name.
  case badCredentialName
  /// Instead of a path or a name, the secret itself was given.
  case secretAsName
  /// The environment variable is not set.
  case noVariable(String)
  /// The service manager passed no credentials on.
  case noCredentials
  /// Standard input is a terminal.
  case terminal
  /// Standard input cannot be read; the `errno`.
  case unreadable(errno: Int32)
}

extension SecretSourceError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .empty(let source):
      diagnostic(
        "empty", "Nothing came from \(source).",
        remedy: "Check where the secret is stored.")
    case .tooLong(let source, let limit):
      diagnostic(
        "tooLong", "More than \(limit) bytes came from \(source).",
        remedy: "Check that this is the secret, and not something else.")
    case .badVariableName:
      diagnostic(
        "badVariableName", "An environment variable cannot have the name that was given.",
        remedy: "Give the name alone, without `$`, `=` or a value.")
    case .badCredentialName:
      diagnostic(
        "badCredentialName", "A credential cannot have the name that was given.",
        remedy: "Give the name from LoadCredential= alone, without a path.")
    case .secretAsName:
      diagnostic(
        "secretAsName", "What was given as a path or a name looks like the secret itself.",
        remedy: "Put the secret into a file with mode 600 and name that file. If it was typed in a "
          + "shell or committed, others may have seen it: move the funds to a new key.")
    case .noVariable(let name):
      diagnostic(
        "noVariable", "The environment variable \(name) is not set.",
        remedy: "Set \(name) for this process, or better: name a file or a command.")
    case .noCredentials:
      diagnostic(
        "noCredentials", "CREDENTIALS_DIRECTORY is not set.",
        remedy: "Add LoadCredential= or LoadCredentialEncrypted= to the unit of this service.")
    case .terminal:
      diagnostic(
        "terminal", "Standard input is a terminal, which would show what is typed.",
        remedy: "Redirect it: append `< FILE`, or put `COMMAND |` before the command.")
    case .unreadable(let code):
      diagnostic(
        "unreadable", "Standard input: \(SystemError.text(code)).",
        remedy: "Redirect it: append `< FILE`, or put `COMMAND |` before the command.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String, remedy: String) -> Diagnostic {
    Diagnostic(
      code: "secret.\(name)", summary: "A secret is not available", detail: detail,
      remedies: [remedy])
  }
}
