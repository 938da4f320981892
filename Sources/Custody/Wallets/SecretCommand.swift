import ChildProcesses
import Foundation
import Glibc
public import SomaCrypto

/// A command that prints a secret.
///
/// It runs in a session of its own without a terminal. Its standard input is a pipe that is closed
/// at once, so that it reads the end of the file, and what it writes to its standard error appears
/// on ours.
///
/// When it runs too long, prints too much, or the task is cancelled, it is killed with its process
/// group. When it ends by itself, what it left running is left alone.
public enum SecretCommand: Hashable, Sendable {
  /// A program, looked up in PATH when it has no slash, and its arguments as they are.
  case program(String, arguments: [String] = [])
  /// A line for /bin/sh.
  case shell(String)

  /// The program and all its arguments, itself included.
  private var words: [String] {
    switch self {
    case .program(let program, let arguments): [program] + arguments
    case .shell(let line): ["/bin/sh", "-c", line]
    }
  }

  /// Runs the command and takes what it prints.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that it may print.
  ///   - timeout: How long it may run.
  ///   - withheld: Names of variables that it does not inherit.
  /// - Returns: Its output as it is; possibly nothing.
  /// - Throws: ``SecretCommandError``; `CancellationError`; `CryptoError.noGuardedMemory`.
  public func run(
    limit: Int, timeout: Duration, withholding withheld: Set<String> = []
  ) throws -> SecretBytes {
    let command = ChildCommand(
      arguments: words,
      environment: ProcessInfo.processInfo.environment.filter { !withheld.contains($0.key) },
      echoesErrors: true, timeout: timeout)
    do {
      var count = 0
      let scratch = try SecretBytes(count: limit) { buffer in
        count = try ChildConversation.hold(command, readingInto: buffer, stop: StopSwitch())
          .outputCount
      }
      return try scratch.copy(0..<count)
    } catch let error as ChildProcessError {
      throw reason(for: error, limit: limit)
    }
  }

  /// What a failed run means for a secret.
  private func reason(for error: ChildProcessError, limit: Int) -> SecretCommandError {
    switch error {
    case .noProgram, .notFound, .interpreterNotFound: .notFound(self)
    case .argumentContainsNUL: .cannotRun(self, errno: EINVAL)
    case .notExecutable: .cannotRun(self, errno: EACCES)
    case .system(_, let code): .cannotRun(self, errno: code)
    case .timedOut(let timeout), .neverRead(let timeout, _): .timedOut(self, after: timeout)
    case .tooMuchOutput: .tooLong(self, limit: limit)
    // POSIX 2.8.2: the shell did not find what it was to run.
    case .failed(127, _) where isShell: .notFound(self)
    case .failed(let status, _): .failed(self, status: status)
    case .killed(let signal, _): .killed(self, signal: signal)
    }
  }

  private var isShell: Bool {
    if case .shell = self { true } else { false }
  }
}

extension SecretCommand: CustomStringConvertible {
  /// The program without its arguments, which may be confidential.
  public var description: String {
    switch self {
    case .program(let program, _): "`\(program)`"
    case .shell: "the shell command"
    }
  }
}
