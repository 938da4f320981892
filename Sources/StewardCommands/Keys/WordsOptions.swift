import ArgumentParser
import Custody
import Diagnostics
import Foundation
import Glibc
import SomaCrypto

/// Where words go to, or come from, when it is not the terminal. Never standard output: that ends in
/// logs.
struct WordsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file of mode 600 for the words; a new one when they are written.", valueName: "file"),
    completion: .file())
  var wordsFile: String?

  @Option(help: ArgumentHelp("An open descriptor for the words, 3 or more.", valueName: "number"))
  var wordsFd: Int32?

  func validate() throws {
    guard wordsFile == nil || wordsFd == nil else {
      throw ValidationError("Give --words-file or --words-fd, not both.")
    }
    guard wordsFile != "", wordsFd.map({ $0 > 2 }) ?? true else {
      throw ValidationError("--words-file is empty, or --words-fd is a standard stream.")
    }
  }

  private static let nowhere = CommandFailure(
    status: .usage,
    underlying: Diagnostic(
      code: "keys.noPlaceForWords", summary: "There is no safe place for the words",
      detail: "There is no terminal, and standard output would end in a log.",
      remedies: ["Give --words-file FILE or --words-fd NUMBER."]))

  /// Refuses early when the words could go nowhere.
  func requirePlace() throws {
    guard wordsFile != nil || wordsFd != nil || TerminalPrompt() != nil else { throw Self.nowhere }
  }

  /// Refuses early also the keyring itself and what lies beside it under its name: its temporary file
  /// is removed.
  func requirePlace(besides keyring: String) throws {
    try requirePlace()
    let files = SystemFiles()
    let own = [keyring, files.resolved(keyring)].flatMap { path in
      ["", ".new", ".lock"].map { Self.whole(path + $0) }
    }
    guard let wordsFile, own.contains(Self.whole(wordsFile)) else { return }
    throw CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "keys.wordsOverKeyring", summary: "The words cannot go there",
        detail: "The keyring itself uses that name.",
        remedies: ["Name another file with --words-file."]))
  }

  /// A path from the root, the links of its directory resolved.
  private static func whole(_ path: String) -> String {
    let url = URL(filePath: path)
    let directory = SystemFiles().resolved(url.deletingLastPathComponent().path)
    return directory + "/" + url.lastPathComponent
  }

  /// Runs `body`, which calls what it gets to give the words of a new master, once. If it fails
  /// afterwards, the words are of no use to anybody and are taken back: a file that was written is
  /// removed, a person is told. When the master is in the keyring after all, the words stay.
  func giving(
    _ master: borrowing Master, for keyring: String, _ body: (() throws -> Void) throws -> Void
  ) throws {
    var isShown = false
    do {
      try body {
        isShown = wordsFile == nil && wordsFd == nil
        try give(master)
        isShown = true
      }
    } catch {
      if isShown, Self.lacks(keyring, master.id) { takeBack() }
      throw error
    }
  }

  /// Whether it is certain that the keyring does not have the master.
  private static func lacks(_ keyring: String, _ id: MasterID) -> Bool {
    do {
      return try !KeyringFile(path: keyring).read().header.entries.contains { $0.id == id }
    } catch KeyringError.missing { return true } catch { return false }
  }

  private func takeBack() {
    if let wordsFile {
      try? SystemFiles().remove(wordsFile)  // the first failure is what counts
    } else {
      Terminal.writeWarning(
        Diagnostic(
          code: "keys.voidWords", summary: "The words that were given are void",
          detail: "They are of a master that no keyring has.",
          remedies: ["Destroy what you wrote down, and run the command again for other words."]))
    }
  }

  /// Gives the words of a master to the person, once. On a terminal some of them are asked for
  /// afterwards.
  ///
  /// - Throws: ``WordsError/notConfirmed(position:)``; `CommandFailure`.
  func give(_ master: borrowing Master) throws {
    let words = try master.words()
    if let wordsFile {
      let page = try PaperBackup.text(of: master)
      return try failing(with: .invalidInput) { try SystemFiles().create(wordsFile, page) }
    }
    if let wordsFd {
      let isWritten = words.withUnsafeBytes { Glibc.write(wordsFd, $0.baseAddress, $0.count) }
      guard isWritten == words.count else { throw Self.nowhere }
      return
    }
    guard let prompt = TerminalPrompt() else { throw Self.nowhere }
    prompt.show("Write this page down, by hand, and put it where no fire reaches both.\n")
    prompt.show(try PaperBackup.text(of: master))
    _ = try prompt.line("Press return when it is written; then some words are asked for")
    // Past what the screen shows, so that the words are not simply read off.
    prompt.show("\u{1b}[2J\u{1b}[3J\u{1b}[H")
    var generator = SystemRandomNumberGenerator()
    let confirmation = WordsConfirmation(using: &generator)
    for position in confirmation.positions {
      try failing(with: .invalidInput) {
        try Self.confirm(position, confirmation, words, prompt)
      }
    }
  }

  private static let tries = 4

  /// Asks for one word; a slip of the finger is no reason to throw the page away.
  private static func confirm(
    _ position: Int, _ confirmation: WordsConfirmation, _ words: borrowing SecretBytes,
    _ prompt: TerminalPrompt
  ) throws {
    for _ in 1..<tries {
      let answer = try prompt.secret("Word \(position)")
      do { return try confirmation.check(answer, at: position, in: words) } catch {
        prompt.show("That is another word. Look at the paper, and type it again.")
      }
    }
    try confirmation.check(prompt.secret("Word \(position)"), at: position, in: words)
  }

  /// Takes words that somebody typed: a page with its lines and letters, or the words alone.
  ///
  /// - Throws: ``PaperError``; `CommandFailure`.
  func take() throws -> SecretBytes {
    let typed = try failing(with: .secretUnavailable) { try typedText() }
    let hasLines = typed.withUnsafeBytes { bytes in
      bytes.contains { (UInt8(ascii: "1")...UInt8(ascii: "6")).contains($0) }
    }
    guard hasLines else { return typed }
    return try failing(with: .invalidInput) { try PaperBackup.words(typed: typed) }
  }

  private func typedText() throws -> SecretBytes {
    CrashSilence.begin()
    if let wordsFile {
      return try SecretReader().read(wordsFile == "-" ? .standardInput : .file(wordsFile))
    }
    if let wordsFd { return try SecretReader(standardInput: wordsFd).read(.standardInput) }
    guard let prompt = TerminalPrompt() else { throw Self.nowhere }
    return try prompt.page("The 24 words in one line, or the six lines of the page")
  }
}
