import ArgumentParser
import Custody
import Diagnostics

/// Which keyring is meant, and how it is opened.
struct KeyringOptions: ParsableArguments {
  @Option(
    help: """
      The file of the keyring. Default: $XDG_CONFIG_HOME/steward/keyring, else \
      ~/.config/steward/keyring.
      """,
    completion: .file())
  var keyring: String?

  @Option(
    help: ArgumentHelp(
      "A file with the passphrase, mode 600, or - for standard input.", valueName: "file"),
    completion: .file())
  var unlockFile: String?

  @Option(
    help: ArgumentHelp(
      "A command that prints the passphrase; run by /bin/sh.", valueName: "line"))
  var unlockCommand: String?

  func validate() throws {
    guard keyring != "" else { throw ValidationError("--keyring is empty.") }
    guard unlockFile == nil || unlockCommand == nil else {
      throw ValidationError("Give --unlock-file or --unlock-command, not both.")
    }
  }

  /// The path of the keyring.
  func path() throws -> String {
    if let keyring { return keyring }
    // A relative path is to be ignored (XDG Base Directory Specification).
    let named = WalletDirectory.inheritedVariable("XDG_CONFIG_HOME")
      .flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home =
      WalletDirectory.inheritedVariable("HOME").flatMap { $0.isEmpty ? nil : $0 }
      ?? WalletDirectory.homeOfAccount()
    guard let directory = named ?? home.map({ $0 + "/.config" }) else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "keys.noHome", summary: "The place of the keyring is not known",
          detail: "Neither XDG_CONFIG_HOME nor HOME is set, and the account has no home.",
          remedies: ["Name the file with --keyring FILE."]))
    }
    return directory + "/steward/keyring"
  }

  /// The file of the keyring.
  func file() throws -> KeyringFile { KeyringFile(path: try path()) }

  /// What was named to open it with.
  var unlockSource: SecretSource? {
    if let unlockCommand { return .command(.shell(unlockCommand)) }
    return unlockFile.map { $0 == "-" ? .standardInput : .file($0) }
  }

  /// A keyring that was opened, with what was needed to open it.
  struct Opened: ~Copyable {
    let keyring: Keyring
    let header: KeyringHeader
    /// `nil` for a plain one.
    let passphrase: Passphrase?

    /// The same protection again, for writing.
    var protection: KeyringProtection {
      guard let passphrase, case .passphrase(let lock) = header.protection else { return .plain }
      return .passphrase(passphrase, cost: lock.cost)
    }
  }

  /// Opens the keyring: by the source that was named, else as the keyring itself says, else by asking
  /// on the terminal.
  func open() throws -> Opened {
    CrashSilence.begin()
    return try failing(with: .secretUnavailable) {
      let sealed = try file().read()
      guard sealed.header.protection != .plain else {
        return Opened(keyring: try sealed.open(), header: sealed.header, passphrase: nil)
      }
      let passphrase = try passphrase(for: sealed.header)
      return Opened(
        keyring: try sealed.open(passphrase: passphrase.bytes), header: sealed.header,
        passphrase: passphrase)
    }
  }

  private func passphrase(for header: KeyringHeader) throws -> Passphrase {
    if let source = unlockSource ?? header.unattended.source {
      return Passphrase(try SecretReader().readLine(source))
    }
    guard let prompt = TerminalPrompt() else { throw KeyringError.passphraseNeeded }
    return Passphrase(try prompt.secret("Passphrase of the keyring"))
  }
}
