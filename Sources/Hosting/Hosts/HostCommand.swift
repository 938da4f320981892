import ChildProcesses
import Foundation

/// A command of the owner's that takes part in hosting.
///
/// It runs in a session of its own without a terminal, and gets only the environment that commands
/// need to work, what the owner names, and `STEWARD_…` variables that say what is asked of it. When
/// the task is cancelled or the time is over, its process group is killed.
public struct HostCommand: Equatable, Sendable {
  /// How it is written.
  public enum Form: Equatable, Sendable {
    /// A program, looked up in `PATH` when it has no slash, and its arguments as they are.
    case program([String])
    /// A line for `/bin/sh -c`.
    case shell(String)
  }

  /// Most bytes that a command may print when it is asked for URLs or headers.
  public static let answerLimit = 64 << 10

  /// What a command gets of Steward's environment without being asked.
  public static let passedVariables: Set<String> = [
    "HOME", "HTTPS_PROXY", "HTTP_PROXY", "LANG", "LC_ALL", "LOGNAME", "NO_PROXY", "PATH",
    "SSL_CERT_DIR", "SSL_CERT_FILE", "TMPDIR", "TZ", "USER", "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR", "all_proxy", "http_proxy", "https_proxy", "no_proxy",
  ]

  /// How it is written.
  public var form: Form

  /// Names of further variables of Steward's environment that it gets.
  public var environment: Set<String>

  /// How long it may run.
  public var timeout: Duration

  /// Describes a command. Nothing is run yet.
  public init(_ form: Form, environment: Set<String> = [], timeout: Duration = .seconds(60)) {
    self.form = form
    self.environment = environment
    self.timeout = timeout
  }

  /// Runs the command.
  ///
  /// - Parameters:
  ///   - variables: The `STEWARD_…` variables.
  ///   - input: What it reads.
  ///   - outputLimit: How much it may print.
  /// - Returns: How it left things, and what it printed.
  /// - Throws: `ChildProcessError`, what the input throws, `CancellationError`.
  func run(
    _ variables: [String: String], input: ChildInput = ChildInput([]), outputLimit: Int
  ) async throws -> (exit: ChildExit, output: [UInt8]) {
    let words =
      switch form {
      case .program(let words): words
      case .shell(let line): ["/bin/sh", "-c", line]
      }
    let inherited = ProcessInfo.processInfo.environment.filter {
      Self.passedVariables.contains($0.key) || environment.contains($0.key)
    }
    return try await ChildCommand(
      arguments: words, environment: inherited.merging(variables) { _, ours in ours },
      input: input, timeout: timeout
    ).run(outputLimit: outputLimit)
  }

  /// Runs the command and reads the lines that it prints.
  ///
  /// - Throws: As ``run(_:input:outputLimit:)``, and ``HostError/badAnswer(command:problem:)``.
  func lines(_ variables: [String: String]) async throws -> [String] {
    let (_, output) = try await run(variables, outputLimit: Self.answerLimit)
    guard let text = String(validating: output, as: UTF8.self) else {
      throw HostError.badAnswer(command: description, problem: .notText)
    }
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard !lines.isEmpty else { throw HostError.badAnswer(command: description, problem: .empty) }
    return lines
  }

  /// What every command is told about an object.
  static func variables(
    action: String, name: ObjectName, size: UInt64? = nil
  ) -> [String: String] {
    var variables = [
      "STEWARD_ACTION": action, "STEWARD_OBJECT_NAME": name.text,
      "STEWARD_OBJECT_CONTENT_TYPE": ObjectUpload.contentType,
    ]
    if let size { variables["STEWARD_OBJECT_SIZE"] = String(size) }
    return variables
  }
}

extension HostCommand: CustomStringConvertible {
  /// The program without its arguments, which may be confidential.
  public var description: String {
    switch form {
    case .program(let words): "`\(words.first ?? "")`"
    case .shell: "the shell command"
    }
  }
}
