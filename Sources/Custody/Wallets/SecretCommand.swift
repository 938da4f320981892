import Glibc
public import SomaCrypto

/// A command that prints a secret.
///
/// It runs in a session of its own without a terminal, with /dev/null as standard input and our
/// standard error. What it leaves running is killed only when it fails to end in time.
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
    let deadline = ContinuousClock.now + timeout
    do {
      let child = try ChildProcess(words, withholding: withheld)
      defer { child.release() }
      let secret = try GuardedReader(
        descriptor: child.output, limit: limit, deadline: deadline,
        isOver: { try child.currentEnd() != nil }
      ).readToEnd()
      try check(child.waitForEnd(until: deadline))
      return secret
    } catch GuardedReader.Failure.tooLong {
      throw SecretCommandError.tooLong(self, limit: limit)
    } catch GuardedReader.Failure.timedOut {
      throw SecretCommandError.timedOut(self, after: timeout)
    } catch GuardedReader.Failure.system(let code) {
      throw code == ENOENT
        ? SecretCommandError.notFound(self) : .cannotRun(self, errno: code)
    }
  }

  /// Judges how the command ended.
  private func check(_ end: ChildProcess.End) throws(SecretCommandError) {
    switch (self, end) {
    case (_, .exit(0)): break
    // POSIX 2.8.2: the shell did not find what it was to run.
    case (.shell, .exit(127)): throw .notFound(self)
    case (_, .exit(let status)): throw .failed(self, status: status)
    case (_, .signal(let signal)): throw .killed(self, signal: signal)
    }
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
