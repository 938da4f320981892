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
    var before = termios()
    guard tcgetattr(descriptor, &before) == 0 else { throw Self.lost }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    silent.c_lflag |= tcflag_t(ECHONL)
    // A signal that ends the process meanwhile leaves the terminal silent; `stty echo` mends it.
    guard tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else { throw Self.lost }
    defer { tcsetattr(descriptor, TCSAFLUSH, &before) }
    write(Array("\(question): ".utf8))
    return try readLine()
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
