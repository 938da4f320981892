import ArgumentParser
import Custody
import SomaCrypto

/// Where a secret key comes from. Never an argument: everyone on the machine can read those.
struct SecretOptions: ParsableArguments {
  @Option(
    help: "A file with the secret key, mode 600, or - for standard input.", completion: .file())
  var secretFile: String?

  @Option(help: "A command that prints the secret key; run by /bin/sh.")
  var secretCommand: String?

  @Option(help: "An environment variable with the secret key. A file or a command is safer.")
  var secretEnv: String?

  func validate() throws {
    guard [secretFile, secretCommand, secretEnv].compactMap(\.self).count <= 1 else {
      throw Self.wrongCount
    }
  }

  /// For a command that needs the key itself.
  func requireOne() throws {
    guard isGiven else { throw Self.wrongCount }
  }

  /// Whether one is named.
  var isGiven: Bool { secretFile != nil || secretCommand != nil || secretEnv != nil }

  private static let wrongCount = ValidationError(
    "Give the secret key by one of --secret-file FILE|-, --secret-command, --secret-env.")

  private var source: SecretSource {
    if let secretCommand { return .command(.shell(secretCommand)) }
    if let secretEnv { return .environment(secretEnv) }
    return secretFile == "-" ? .standardInput : .file(secretFile ?? "")
  }

  /// Reads the key in whatever spelling it is.
  func key() throws -> Ed25519SecretKey {
    let secret = try source.readNamedByHand()
    return try failing(with: .invalidInput) { try Ed25519SecretKey(spelled: secret) }
  }
}

extension SecretSource {
  /// Reads a secret that a person named on the command line.
  ///
  /// A file that others can open is warned of and read all the same: it was named by hand, and
  /// refusing it would not make the secret more secret than it is.
  ///
  /// - Throws: `CommandFailure` with status 7.
  func readNamedByHand() throws -> SecretBytes {
    CrashSilence.begin()
    return try failing(with: .secretUnavailable) {
      if let warning { Terminal.writeWarning(warning) }
      do { return try SecretReader().read(self) } catch let error as SecretFileError {
        guard case .looseMode = error else { throw error }
        Terminal.writeWarning(error.diagnostic)
        return try SecretReader(fileAccess: .anyone).read(self)
      }
    }
  }
}
