import ArgumentParser
import Custody
import Diagnostics
import SomaTypes
import StateStore

/// Which state is meant.
struct StateDirectoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The directory of the state. Default: the only one below $XDG_STATE_HOME/steward, else "
        + "~/.local/state/steward.", valueName: "directory"),
    completion: .directory)
  var state: String?

  func validate() throws {
    guard state != "" else { throw ValidationError("--state is empty.") }
  }

  /// The directory: the one that is named, else the only one that there is.
  ///
  /// - Throws: `CommandFailure` when there are several, or no home; `StateError` when there is none.
  func path() throws -> String {
    if let state { return state }
    let home = try Self.home()
    let directories = home.directories()
    guard let first = directories.first else { throw StateError.missing(home.path) }
    guard directories.count == 1 else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "state.ambiguous", summary: "It is not clear which state is meant",
          detail: "There are \(directories.count) in \(home.path), and none is named.",
          remedies: directories.map { "Name it:\n    --state \(shellQuoted($0))" }))
    }
    return first
  }

  /// Where states are when none is named.
  ///
  /// - Throws: `CommandFailure` when no home is known.
  static func home() throws -> StateHome {
    let home = StateHome(
      environment: WalletDirectory.inheritedVariable, accountHome: WalletDirectory.homeOfAccount)
    guard let home else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "state.noHome", summary: "The place of the state is not known",
          detail: "Neither XDG_STATE_HOME nor HOME is set, and the account has no home.",
          remedies: ["Name the directory with --state DIRECTORY."]))
    }
    return home
  }

  /// Opens the state as it is, changes nothing, and closes it.
  ///
  /// - Parameters:
  ///   - acceptsOlder: Whether an earlier version may have written it.
  ///   - body: What to read.
  /// - Returns: What `body` returns.
  /// - Throws: `StateError`, and what `body` throws.
  func reading<Value>(
    acceptsOlder: Bool = false, _ body: (StateDatabase) async throws -> Value
  ) async throws -> Value {
    let state = try await StateDatabase.open(
      path(), options: StateOptions(access: .reading, acceptsOlder: acceptsOlder))
    let value = try await body(state)
    try await state.close()
    return value
  }
}
