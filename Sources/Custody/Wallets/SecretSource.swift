public import Diagnostics

/// Where a secret comes from. Never the command line: everyone on the machine can read that.
public enum SecretSource: Hashable, Sendable {
  /// A regular file or a FIFO, for its owner only.
  case file(String)
  /// A credential that the service manager passed on: a file name in `$CREDENTIALS_DIRECTORY`.
  case credential(String)
  /// Standard input, to its end.
  case standardInput
  /// What a command writes to its standard output.
  case command(SecretCommand)
  /// An environment variable. See ``warning``.
  case environment(String)

  /// What to tell the person who chose this source.
  public var warning: Diagnostic? {
    guard case .environment(let name) = self else { return nil }
    let variable =
      Self.isVariableName(name) && !SecretText.looksLikeSecret(name) ? name : "Such a variable"
    return Diagnostic(
      code: "secret.inEnvironment", summary: "A secret comes from the environment",
      detail: "\(variable) can be read in /proc by this user, and every child process inherits it.",
      remedies: ["Put it into a file with mode 600, or let a command print it."])
  }

  /// Whether it is a name in the sense of POSIX 8.1; anything else may be `NAME=secret`.
  private static func isVariableName(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
  }
}

extension SecretSource: CustomStringConvertible {
  /// What it is called in a sentence. Of a command only the program is named: an argument may be
  /// confidential.
  public var description: String {
    switch self {
    case .file(let path): "the file \(SecretText.shown(path))"
    case .credential(let name): "the credential \(SecretText.shown(name))"
    case .standardInput: "standard input"
    case .command(let command): "the output of \(command)"
    case .environment(let name): "the environment variable \(SecretText.shown(name))"
    }
  }
}
