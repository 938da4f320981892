import ArgumentParser
import Diagnostics
import Foundation
import Glibc
import Localnet

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

  /// Makes what leads to it: the parents of a chain's directory, else all of the usual one.
  ///
  /// - Throws: `ChainStorageError`.
  func make() throws(ChainStorageError) {
    let names = path.split(separator: "/").dropLast(dataDir == nil ? 0 : 1)
    var made = ""
    for name in names {
      made += "/\(name)"
      guard mkdir(made, 0o700) != 0, access(made, F_OK) != 0 else { continue }
      throw .system(call: "mkdir", path: made, errno: errno)
    }
  }

  /// The option, to be typed again.
  var option: String { dataDir.map { " --data-dir \(shellQuoted($0))" } ?? "" }

  /// Where a localnet in the background writes what it says.
  var log: String { "\(path)/output" }

  /// The localnet that runs there.
  ///
  /// - Throws: ``CommandFailure`` when none does, or it does not answer yet.
  func running() throws -> RunFile {
    if let running = RunFile.running(in: path) { return running }
    let holder = try holder()
    throw CommandFailure(
      status: .unavailable,
      underlying: Diagnostic(
        code: "localnet.starting", summary: "The localnet does not answer yet",
        detail: "Process \(holder.pid) has \(path): it is starting, or ending.",
        remedies: [
          "Try again in a moment, or stop it:\n    steward localnet stop\(option)"
        ]))
  }

  /// The process of the localnet there, be it ready or not.
  ///
  /// - Throws: ``CommandFailure`` when there is none.
  func holder() throws -> DirectoryHolder {
    if let holder = DirectoryHolder(of: path) { return holder }
    // It may have ended by a fault, and its reason is worth more than a new start.
    let said =
      LocalnetLog.byteCount(of: log) > 0
      ? ["See what the last one said:\n    tail \(shellQuoted(log))"] : []
    throw CommandFailure(
      status: .unavailable,
      underlying: Diagnostic(
        code: "localnet.notRunning", summary: "No localnet runs here",
        detail: "There is none in \(path).",
        remedies: said + ["Start one:\n    steward localnet start --detach\(option)"]))
  }

  /// Refuses a directory that a localnet has, also one that is not ready.
  ///
  /// - Throws: ``CommandFailure``.
  func requireFree() throws {
    guard let holder = DirectoryHolder(of: path) else { return }
    let isReady = RunFile.running(in: path) != nil
    throw CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "localnet.alreadyRunning", summary: "A localnet runs here already",
        detail: "Process \(holder.pid) runs the one in \(path)"
          + (isReady ? "." : "; it is starting."),
        remedies: ["Stop it first:\n    steward localnet stop\(option)"]))
  }
}
