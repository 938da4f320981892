import ArgumentParser
import Diagnostics
import Foundation

/// Which localnet is meant: by the directory that it keeps itself in.
struct LocalnetDirectory: ParsableArguments {
  @Option(
    help: """
      The chain's directory. Default, for what runs detached without one: \
      $XDG_STATE_HOME/steward/localnet, else ~/.local/state/steward/localnet.
      """,
    completion: .directory)
  var dataDir: String?

  func validate() throws {
    guard dataDir != "" else { throw ValidationError("--data-dir is empty.") }
  }

  /// The directory, absolute.
  var path: String {
    if let dataDir { return URL(filePath: dataDir).standardizedFileURL.path }
    let environment = ProcessInfo.processInfo.environment
    // A relative path is to be ignored (XDG Base Directory Specification).
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(state ?? "\(environment["HOME"] ?? "")/.local/state")/steward/localnet"
  }

  /// The localnet that runs there.
  ///
  /// - Throws: ``CommandFailure`` when none does.
  func running() throws -> RunFile {
    if let running = RunFile.running(in: path) { return running }
    throw CommandFailure(
      status: .unavailable,
      underlying: Diagnostic(
        code: "localnet.notRunning", summary: "No localnet runs here",
        detail: "There is none in \(path).",
        remedies: [
          "Start one:\n    steward localnet start --detach"
            + (dataDir.map { " --data-dir \($0)" } ?? "")
        ]))
  }
}
