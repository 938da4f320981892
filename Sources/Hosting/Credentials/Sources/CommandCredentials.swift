import ChildProcesses
import SomaCrypto

/// A command that prints credentials: the owner's own, or `credential_process` of a profile.
struct CommandCredentials: CredentialSearch {
  /// How long it may run: somebody may have to type a code.
  static let timeout = Duration.seconds(120)

  let source: CredentialSource
  let settings: CredentialSettings

  func search() async throws -> CredentialSearchResult {
    let words: [String]
    if source == .command {
      guard let command = settings.command else { return .absent("none is declared") }
      words = command
    } else {
      guard let line = try SharedProfile(settings)["credential_process"] else {
        return .absent("not in the profile")
      }
      guard let split = ShellWords.split(line) else {
        throw CredentialError.commandFailed(source, "its quotes do not end")
      }
      words = split
    }
    guard !words.isEmpty else { throw CredentialError.commandFailed(source, "it is empty") }
    let document = try await run(words)
    guard document.version == 1 else {
      throw CredentialError.badAnswer(source, "Version is not 1")
    }
    return .found(try document.credentials(from: source))
  }

  private func run(_ words: [String]) async throws -> CredentialDocument {
    let command = ChildCommand(
      arguments: words, environment: settings.environment, echoesErrors: true,
      timeout: Self.timeout)
    let stop = try StopSwitch()
    return try await withTaskCancellationHandler {
      try await TransferThread.run { try read(command, stop: stop) }
    } onCancel: {
      stop.pull()
    }
  }

  private func read(_ command: ChildCommand, stop: StopSwitch) throws -> CredentialDocument {
    var count = 0
    do {
      let output = try SecretBytes(count: CredentialDocument.byteLimit) { buffer in
        count = try ChildConversation.hold(command, readingInto: buffer, stop: stop).outputCount
      }
      return try output.withUnsafeBytes {
        try CredentialDocument.read($0.prefix(count), from: source)
      }
    } catch let error as ChildProcessError {
      throw CredentialError.commandFailed(source, Self.words(for: error))
    }
  }

  /// What happened, without what the command wrote: that may be secret.
  private static func words(for error: ChildProcessError) -> String {
    switch error {
    case .failed(let status, _): "it ended with status \(status)"
    case .killed(let signal, _): "signal \(signal) ended it"
    case .timedOut, .neverRead: "it took too long"
    case .tooMuchOutput: "it printed too much"
    case .noProgram, .notFound, .interpreterNotFound: "the program was not found"
    case .notExecutable: "the program is not executable"
    case .argumentContainsNUL: "an argument contains a zero byte"
    case .system(let call, let code): "\(call) failed with errno \(code)"
    }
  }
}
