import ArgumentParser
import Custody
import Diagnostics
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
      let answer = try prompt.secret("Word \(position)")
      try failing(with: .invalidInput) {
        try confirmation.check(answer, at: position, in: words)
      }
    }
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
    return try prompt.secret("The 24 words, with spaces between them")
  }
}
