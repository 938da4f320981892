import ArgumentParser
import SomaCrypto
import StateStore

extension StateCommand {
  /// `steward state export`.
  struct ExportState: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write what another state can take over to a text file.",
      discussion: """
        A line of JSON for each row, and a digest of all lines. No secret is in it in clear, and no packet at \
        all; it is confidential all the same. For a copy to restore, use `steward state backup`.

          steward state export state.jsonl

        Exit status: 0 done, 1 failed, 5 there is something of that name, 9 another process keeps the \
        state locked, 12 the state cannot be used, 64 wrong usage.
        """)

    @Argument(
      help: ArgumentHelp("A new file of mode 600.", valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var directory: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await directory.reading { state in
        let export = try await state.export(chain: StateHome.chain(ofDirectory: state.directory))
        try export.write(to: file)
        try output.write(
          schema: "steward/state-export-result/v1",
          [
            .init("export", file), .init("state", state.directory),
            .init("chain", .text(export.chain)), .init("lineage", Hex.encode(export.lineage)),
            .init("rows", .number(UInt64(export.rowCount))),
          ])
      }
    }
  }
}
