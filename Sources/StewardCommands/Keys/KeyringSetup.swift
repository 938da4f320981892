import ArgumentParser
import Custody
import Diagnostics
import Foundation
import SomaCrypto

/// How a new keyring is to be protected, and how cron will open it: asked once on a terminal, said by
/// an option without one.
struct KeyringSetup: ParsableArguments {
  @Flag(help: "No passphrase: the keyring is protected by mode 600 alone.")
  var keyringPlain = false

  @Option(
    help: ArgumentHelp(
      "A command that prints the passphrase, now and for cron; run by /bin/sh.",
      valueName: "line"))
  var passphraseCommand: String?

  @Option(
    help: ArgumentHelp(
      "A systemd credential with the passphrase, now and for cron.", valueName: "name"))
  var credential: String?

  @Option(
    help: ArgumentHelp(
      "A file with the passphrase, mode 600, now and for cron.", valueName: "file"),
    completion: .file())
  var passphraseFile: String?

  func validate() throws {
    let named = [passphraseCommand, credential, passphraseFile].compactMap(\.self)
    guard named.count + (keyringPlain ? 1 : 0) <= 1 else {
      throw ValidationError(
        "Give one of --keyring-plain, --passphrase-command, --credential, --passphrase-file.")
    }
    guard named.allSatisfy({ !$0.isEmpty && $0.utf8.count <= UnattendedPassphrase.byteLimit })
    else { throw ValidationError("A command, a credential or a file is empty or too long.") }
  }

  /// What was decided.
  struct Choice {
    var protection: KeyringProtection
    var unattended: UnattendedPassphrase
    /// Whether the way of cron was chosen now, and must open what is written.
    var isNew = true
  }

  private var named: UnattendedPassphrase {
    if let passphraseCommand { return .command(passphraseCommand) }
    if let credential { return .credential(credential) }
    return passphraseFile.map { .file(Self.absolute($0)) } ?? .none
  }

  /// Refuses options that would have no effect: a keyring that is there keeps its protection.
  func requireUse(isNew: Bool) throws {
    guard !isNew, keyringPlain || named != .none else { return }
    throw CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "keys.keptProtection", summary: "The keyring is there, and keeps its protection",
        detail: "An option asks for another one.",
        remedies: [
          "Leave that option out, and change the protection afterwards:\n    steward keys rewrap"
        ]))
  }

  /// Cron has another working directory.
  private static func absolute(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.path
  }

  /// Decides, by asking if need be. The way that cron will take is tried on the spot.
  ///
  /// - Throws: `CommandFailure` with status 7; with 64 when nobody can be asked.
  func choose() throws -> Choice {
    CrashSilence.begin()
    if keyringPlain { return Choice(protection: .plain, unattended: .none) }
    if let secret = try failing(with: .secretUnavailable, { try named.tried() }) {
      return Choice(protection: Self.sealed(Passphrase(secret)), unattended: named)
    }
    guard let prompt = TerminalPrompt() else {
      throw CommandFailure(
        status: .usage,
        underlying: Diagnostic(
          code: "keys.unprotected", summary: "Nobody says how the keyring is protected",
          detail: "There is no terminal to ask on.",
          remedies: [
            "Give one of --passphrase-command LINE, --credential NAME, --passphrase-file FILE,"
              + " --keyring-plain."
          ]))
    }
    return try ask(prompt)
  }

  private static func sealed(_ passphrase: Passphrase) -> KeyringProtection {
    .passphrase(passphrase, cost: KeyringCost.daily)
  }

  private func ask(_ prompt: TerminalPrompt) throws -> Choice {
    prompt.show(
      """
      A passphrase protects the keyring: \(Passphrase.minimumLength) characters or more, such as four \
      random words.
      """)
    var passphrase = Passphrase(try prompt.newSecret("New passphrase"))
    while passphrase.characterCount < Passphrase.minimumLength {
      prompt.show("That is too short.")
      passphrase = Passphrase(try prompt.newSecret("New passphrase"))
    }
    prompt.show(
      """
      Reveals are due when nobody is there, so cron needs the passphrase too. Type a command that \
      prints it (such as `pass show steward`), or `file:PATH` to have it written into a new file of \
      mode 600, or nothing to decide later with `steward keys rewrap`.
      """)
    while true {
      let answer = try prompt.line("Command or file:PATH")
      if answer.isEmpty { return Choice(protection: Self.sealed(passphrase), unattended: .none) }
      do {
        let way = try Self.way(answer, passphrase)
        return Choice(protection: Self.sealed(passphrase), unattended: way)
      } catch let error as any Explainable {
        prompt.show(Terminal.render(error.diagnostic))
      }
    }
  }

  /// Makes the file, if one is meant, and tries what cron will do.
  private static func way(
    _ answer: String, _ passphrase: Passphrase
  ) throws -> UnattendedPassphrase {
    var way = UnattendedPassphrase.command(answer)
    if answer.hasPrefix("file:") {
      let path = absolute(String(answer.dropFirst(5)))
      way = .file(path)
      try SystemFiles().create(path, passphrase.bytes)
    }
    guard let secret = try way.tried(), secret.isEqual(to: passphrase.bytes) else {
      throw Diagnostic(
        code: "keys.otherPassphrase", summary: "What cron would get is another passphrase",
        detail: "It is not the one that was typed.",
        remedies: ["Correct what the command prints, or type another one."])
    }
    return way
  }
}
