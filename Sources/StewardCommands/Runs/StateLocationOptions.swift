import ArgumentParser
import Custody
import Diagnostics
import SomaTypes
import StateStore

/// Which state is meant.
struct StateLocationOptions: ParsableArguments {
  @Option(
    help: """
      The directory of the state. Default: $XDG_STATE_HOME/steward/CHAIN, else \
      ~/.local/state/steward/CHAIN.
      """,
    completion: .directory)
  var state: String?

  func validate() throws {
    guard state != "" else { throw ValidationError("--state is empty.") }
  }

  /// The directory for a chain; it need not exist.
  func directory(of chain: CheckpointDigest) throws -> String {
    if let state { return state }
    return try home().directory(of: chain)
  }

  /// The directory that has a state: the one that was named, or the only one there is.
  ///
  /// - Throws: `CommandFailure` with status 12 when there is none, or several.
  func existing() throws -> String {
    if let state { return state }
    let home = try home()
    let found = home.directories()
    guard let only = found.first else {
      throw CommandFailure(
        status: .stateUnusable,
        underlying: Diagnostic(
          code: "state.none", summary: "There is no state",
          detail: "Nothing was ever applied here: \(home.path) has no state.",
          remedies: [
            "Apply manifests first:\n    steward apply manifests/",
            "Or name the directory with --state DIR.",
          ]))
    }
    guard found.count == 1 else {
      throw CommandFailure(
        status: .usage,
        underlying: Diagnostic(
          code: "state.several", summary: "There are several states",
          detail: "One for each chain: " + found.joined(separator: ", ") + ".",
          remedies: ["Name the one that you mean with --state DIR."]))
    }
    return only
  }

  private func home() throws -> StateHome {
    guard
      let home = StateHome(
        environment: WalletDirectory.inheritedVariable,
        accountHome: WalletDirectory.homeOfAccount)
    else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "state.noHome", summary: "The place of the state is not known",
          detail: "Neither XDG_STATE_HOME nor HOME is set, and the account has no home.",
          remedies: ["Name the directory with --state DIR."]))
    }
    return home
  }
}
