import ArgumentParser
import Diagnostics
import SomaCrypto
import StateStore

extension StateCommand {
  /// `steward state backup`.
  struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup", abstract: "Copy a state that may be in use to a new directory.",
      discussion: """
        The copy is a state itself: the journal as it was at one instant, and the packets. It is read back \
        and checked before it gets its name. It holds no master, keyring or wallet, and without the \
        keyring or its words no packet in it opens; it is confidential all the same.

        To restore is to put it where the lost state was. It knows nothing of what happened after it was \
        made, and two copies must never run at the same time: `docs/state.md`.

          steward state backup /mnt/backups/steward-2027-01-31

        Exit status: 0 done, 1 failed, 5 there is something of that name, 9 another process keeps the \
        state locked, 12 the state cannot be used, or a packet is missing, in the copy as in the state; \
        64 wrong usage.
        """)

    @Argument(
      help: ArgumentHelp("A new directory of mode 700.", valueName: "directory"),
      completion: .directory)
    var copy: String

    @OptionGroup var directory: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await directory.reading(acceptsOlder: true) { state in
        let backup = try await state.backUp(to: copy)
        let content = backup.content
        try output.write(
          schema: "steward/state-backup/v1",
          [
            .init("backup", backup.directory), .init("state", state.directory),
            .init("lineage", Hex.encode(content.lineage)),
            .init("schemaVersion", .number(UInt64(content.schemaVersion))),
            .init("rows", .number(content.rows.reduce(0) { $0 + $1.count })),
            .init("packets", .number(UInt64(backup.packetCount))),
            .init("contains", "the journal and the sealed packets; no master, keyring or wallet"),
          ])
        for fault in backup.faults where fault.isWarning {
          Terminal.writeWarning(fault.diagnostic)
        }
        let failures = backup.faults.filter { !$0.isWarning }
        guard failures.isEmpty else {
          throw CommandFailure(
            status: .stateUnusable, underlying: Problems(diagnostics: failures.map(\.diagnostic)))
        }
      }
    }
  }

  /// Several problems of a state.
  struct Problems: Explainable {
    let diagnostics: [Diagnostic]

    var diagnostic: Diagnostic { diagnostics[0] }
  }
}
