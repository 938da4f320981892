import ArgumentParser

/// `steward state`.
struct StateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Look after what Steward remembers: copies, checks, leases.",
    discussion: """
      The state is a directory. Without --state it is the only one below $XDG_STATE_HOME/steward, else \
      ~/.local/state/steward, where each has the name of its chain. `docs/state.md` says what is in it.

        steward state verify
        steward state backup /mnt/backups/steward-2027-01-31
        steward state unlock
      """,
    subcommands: [
      ShowState.self, BackUp.self, Verify.self, Unlock.self, ExportState.self, ImportState.self,
    ])

  /// What the help of these commands says of their exit status.
  static let status = """
    Exit status: 0 done, 1 failed, 5 invalid input, 9 another process keeps the state locked, 12 the state \
    is missing, damaged, or cannot be used where it lies, 64 wrong usage.
    """
}
