public import Diagnostics
import Glibc

/// Why a command that Steward ran did not do its work.
///
/// Holds no argument: a password may be among them.
public enum ChildProcessError: Error, Equatable, Sendable {
  /// The list of arguments is empty, or its first is.
  case noProgram
  /// An argument, counted from 0, contains the character that would end it.
  case argumentContainsNUL(index: Int)
  /// There is no such program.
  case notFound(program: String)
  /// The file exists but cannot be run: no permission, a directory, or no program at all.
  case notExecutable(program: String)
  /// The file exists, but not the interpreter that its first line names.
  case interpreterNotFound(program: String)
  /// A system call failed; its name and its `errno`.
  case system(call: String, errno: Int32)
  /// The command did not end in time. It and its process group were killed.
  case timedOut(after: Duration)
  /// The command did not end in time, and had not read all of its input by then. Killed as well.
  case neverRead(after: Duration, unreadBytes: Int)
  /// The command wrote more than it should, and was killed.
  case tooMuchOutput(limit: Int)
  /// The command ended with another status than 0; the last line on its standard error, printable.
  case failed(status: Int32, lastLine: String?)
  /// A signal that was not ours ended the command; the last line on its standard error, printable.
  case killed(signal: Int32, lastLine: String?)
}

extension ChildProcessError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .noProgram:
      diagnostic(
        "noProgram", "A command is empty", "There is no program to run.",
        "Name a program, with its arguments, as a list.")
    case .argumentContainsNUL(let index):
      diagnostic(
        "argumentContainsNUL", "A command cannot be run as written",
        "Argument \(index) contains the character U+0000.",
        "Remove the character; an argument cannot contain it.")
    case .notFound(let program):
      diagnostic(
        "notFound", "A command does not exist",
        "There is no program `\(Excerpt(program))`.",
        "Write the whole path; `PATH` is shorter under cron and systemd than in a terminal.")
    case .notExecutable(let program):
      diagnostic(
        "notExecutable", "A command cannot be executed",
        "`\(Excerpt(program))` is not executable, or is not a program for this machine.",
        "If it is a script, let it begin with `#!` and an interpreter, and run:\n"
          + "    chmod +x \(Excerpt(program))")
    case .interpreterNotFound(let program):
      diagnostic(
        "interpreterNotFound", "The interpreter of a command does not exist",
        "`\(Excerpt(program))` exists; what its first line names after `#!` does not.",
        "Install the interpreter or correct the first line:\n    head -1 \(Excerpt(program))")
    case .system(let call, let errno):
      diagnostic(
        "system", "A command could not be run", "\(call): \(Self.text(errno)).",
        "Check the free memory and the limits of this user (`ulimit -a`), then run again.")
    case .timedOut(let timeout):
      diagnostic(
        "timedOut", "A command took too long",
        "It had not ended after \(timeout), and was killed with its process group.",
        "Run it by hand to see what it waits for. It has no terminal: it must not ask for a PIN"
          + " or a touch that nobody gives.")
    case .neverRead(let timeout, let unreadBytes):
      diagnostic(
        "neverRead", "A command did not read its input",
        "After \(timeout), \(unreadBytes) bytes of its standard input were unread; it was killed"
          + " with its process group.",
        "Let the command read its standard input to the end before it does anything else.")
    case .tooMuchOutput(let limit):
      diagnostic(
        "tooMuchOutput", "A command wrote too much",
        "More than \(limit) bytes on its standard output; it was killed with its process group.",
        "Let the command write its answer alone, and everything else to standard error.")
    case .failed(let status, let lastLine):
      diagnostic(
        "failed", "A command failed",
        "It ended with status \(status)" + Self.said(lastLine),
        "Run it by hand, as the same user, to see all of its messages.")
    case .killed(let signal, let lastLine):
      diagnostic(
        "killed", "A command was killed",
        "Signal \(signal) ended it" + Self.said(lastLine),
        "If the signal is 9, look for the kernel's out-of-memory killer:\n    dmesg | tail")
    }
  }

  private static func text(_ errno: Int32) -> String {
    // glibc 2.32 and later keep one buffer for each thread (strerror(3)).
    String(cString: strerror(errno))
  }

  private static func said(_ lastLine: String?) -> String {
    lastLine.map { "; its last words were: \($0)" } ?? ", without a word on standard error."
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: "command.\(name)", summary: summary, detail: detail, remedies: [remedy])
  }
}
