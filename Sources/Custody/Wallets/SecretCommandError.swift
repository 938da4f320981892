public import Diagnostics

/// Why a command gave no secret.
public enum SecretCommandError: Error, Equatable, Sendable {
  /// There is no such program.
  case notFound(SecretCommand)
  /// The kernel refused to start or to watch it; the `errno`.
  case cannotRun(SecretCommand, errno: Int32)
  /// It ended with another exit status than 0.
  case failed(SecretCommand, status: Int32)
  /// A signal ended it.
  case killed(SecretCommand, signal: Int32)
  /// It had not ended in time, and was killed with its process group.
  case timedOut(SecretCommand, after: Duration)
  /// It printed more than any secret has, and was killed with its process group.
  case tooLong(SecretCommand, limit: Int)
}

extension SecretCommandError: Explainable {
  /// The explanation, without the arguments.
  public var diagnostic: Diagnostic {
    switch self {
    case .notFound(let command):
      diagnostic(
        "notFound", "There is no program for \(command).",
        remedy: "Install it, or give its whole path: cron and services have a short PATH.")
    case .cannotRun(let command, let code):
      diagnostic(
        "cannotRun", "\(command) could not be run: \(SystemError.text(code)).",
        remedy: "Check that the program is executable for this user.")
    case .failed(let command, let status):
      diagnostic(
        "failed", "\(command) ended with exit status \(status).",
        remedy: "Run it by hand as this user, without a terminal; its own message is above.")
    case .killed(let command, let signal):
      diagnostic(
        "killed", "\(command) was ended by signal \(signal).",
        remedy: "Run it by hand as this user, and check that there is enough memory.")
    case .timedOut(let command, let timeout):
      diagnostic(
        "timedOut", "\(command) did not end within \(timeout), and was killed.",
        remedy: "Unlock the password store first: nobody can answer a question here.")
    case .tooLong(let command, let limit):
      diagnostic(
        "tooLong", "\(command) printed more than \(limit) bytes.",
        remedy: "Let it print the secret and nothing else.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String, remedy: String) -> Diagnostic {
    Diagnostic(
      code: "secretCommand.\(name)", summary: "A command gave no secret", detail: detail,
      remedies: [remedy])
  }
}
