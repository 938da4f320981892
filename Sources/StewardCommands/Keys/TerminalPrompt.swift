import Diagnostics
import Glibc
import SomaCrypto

/// Questions to the person at the terminal, past redirected input and output.
///
/// What is asked and what is shown goes to the terminal itself, so that no secret ends in a file by a
/// redirection; what is typed as a secret does not show.
final class TerminalPrompt {
  /// The most bytes of a line.
  private static let lineLimit = 4096

  private let descriptor: Int32

  /// Opens the terminal of this process.
  ///
  /// - Returns: `nil` when there is none, or when standard input is not one: then a script is meant
  ///   to answer, and must name where from.
  init?() {
    guard isatty(STDIN_FILENO) == 1 else { return nil }
    descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Shows a text, and a line break.
  func show(_ text: String) { write(Array((text + "\n").utf8)) }

  /// Shows a secret, and a line break.
  func show(_ secret: borrowing SecretBytes) {
    secret.withUnsafeBytes { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
    write([UInt8(ascii: "\n")])
  }

  /// Asks for something that may be seen.
  func line(_ question: String) throws -> String {
    write(Array("\(question): ".utf8))
    let answer = try readLine()
    return answer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Asks for something that does not show while it is typed.
  func secret(_ question: String) throws -> SecretBytes {
    try silently {
      write(Array("\(question): ".utf8))
      return try readLine()
    }
  }

  /// Asks for the words of a master, which do not show either: in one line, or in the numbered lines
  /// of the page, all of them.
  func page(_ question: String) throws -> SecretBytes {
    try silently {
      write(Array("\(question): ".utf8))
      var page = try readLine()
      var count = 1
      while Self.isNumbered(page), count < Self.pageLines {
        write(Array("Line \(count + 1) of \(Self.pageLines): ".utf8))
        let line = try readLine()
        if Self.isNumbered(line) { count += 1 }
        page = try Self.joined(page, line)
      }
      return page
    }
  }

  private static let pageLines = 6

  /// Whether a line begins as one of the page does.
  private static func isNumbered(_ line: borrowing SecretBytes) -> Bool {
    line.withUnsafeBytes { bytes in
      bytes.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        .map { (UInt8(ascii: "1")...UInt8(ascii: "6")).contains($0) } ?? false
    }
  }

  private static func joined(
    _ page: borrowing SecretBytes, _ line: borrowing SecretBytes
  ) throws -> SecretBytes {
    let start = page.count + 1
    return try SecretBytes(count: start + line.count) { all in
      page.withUnsafeBytes { all.copyMemory(from: $0) }
      all[start - 1] = UInt8(ascii: "\n")
      line.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: all[start...]).copyMemory(from: $0)
      }
    }
  }

  private func silently(_ body: () throws -> SecretBytes) throws -> SecretBytes {
    guard let answer = try SilentTerminal.run(on: descriptor, body) else { throw Self.lost }
    return answer
  }

  /// Asks for a new secret until it is typed the same twice.
  func newSecret(_ question: String) throws -> SecretBytes {
    while true {
      let first = try secret(question)
      let second = try secret("The same again")
      if first.isEqual(to: second) { return first }
      show("The two are different.")
    }
  }

  private func readLine() throws -> SecretBytes {
    var count = 0
    let scratch = try SecretBytes(count: Self.lineLimit) { buffer in
      while count < buffer.count {
        let got = read(descriptor, buffer.baseAddress.map { $0 + count }, 1)
        if got < 0, errno == EINTR {
          try Task.checkCancellation()
          continue
        }
        guard got > 0 else { throw Self.lost }
        if buffer[count] == UInt8(ascii: "\n") { return }
        count += 1
      }
      throw Self.lost
    }
    return try scratch.copy(0..<count)
  }

  private func write(_ bytes: [UInt8]) {
    // If that fails there is nobody to tell.
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }

  private static let lost = CommandFailure(
    status: .secretUnavailable,
    underlying: Diagnostic(
      code: "keys.terminalLost", summary: "The terminal gave no answer",
      detail: "It was closed, or the line was too long.",
      remedies: ["Run the command again. If nothing shows while you type:\n    stty echo"]))
}
