import ArgumentParser
import SomaCrypto
import StateStore

extension StateCommand {
  /// `steward state show`.
  struct ShowState: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show where the state is and how much is in it.",
      discussion: """
        A copy has the lineage of its original; a new state has one of its own.

          steward state show

        \(StateCommand.status)
        """)

    @OptionGroup var directory: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await directory.reading(acceptsOlder: true) { state in
        let summary = try await state.summary()
        try output.write(
          schema: "steward/state-show/v1",
          [
            .init("state", state.directory),
            .init("chain", .text(StateHome.chain(ofDirectory: state.directory))),
            .init("lineage", Hex.encode(summary.lineage)),
            .init("schemaVersion", .number(UInt64(summary.schemaVersion))),
            .init(
              "tables",
              .list(
                summary.rows.filter { $0.count > 0 }.map { table, count in
                  .record([.init("table", table), .init("rows", .number(count))])
                })),
          ])
      }
    }
  }
}
