import ArgumentParser
import SomaCrypto
import StateStore

extension StateCommand {
  /// `steward state import`.
  struct ImportState: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Take over what an export knows and this state does not.",
      discussion: """
        Row by row what has come further is taken over, in one transaction; nothing goes back. It is refused, \
        and nothing changes, when both cannot be right: two outcomes of one transaction, two plaintexts \
        under one key, two transactions where there can be one. `docs/state.md` has the rules.

        A state that is not there is made, by default for the chain of the export, and continues the \
        exported one. See first that nothing uses that one any more.

          steward state import state.jsonl --state restored

        Exit status: 0 done, 1 failed, 5 the export is damaged, of another state or chain, or contradicts this \
        state, 9 another process keeps the state locked, 12 the state cannot be used, 64 wrong usage.
        """)

    @Argument(help: ArgumentHelp("An export.", valueName: "file"), completion: .file())
    var file: String

    @Option(
      help: ArgumentHelp(
        "The lineage of the export, when it is not a copy of this state.", valueName: "hex"))
    var fromLineage: String?

    @OptionGroup var directory: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let lineage = try fromLineage.map { text in
        try TypedText.read("--from-lineage") { try Hex.decode(text) }
      }
      let export = try failing(with: .invalidInput) {
        // What is longer is cut, and found damaged.
        try StateExport(parsing: InputFile(file).bytes(upTo: StateExport.byteLimit))
      }
      let path = try path(for: export)
      let state = try await StateDatabase.open(path)
      let result: StateImport
      do {
        result = try await state.merge(
          export, chain: StateHome.chain(ofDirectory: path), acceptingLineage: lineage, at: .now)
      } catch StateError.conflict(let subject, let reason) {
        throw CommandFailure(
          status: .invalidInput, underlying: StateError.conflict(subject, reason: reason))
      }
      let missing = try await state.packetFaults().faults.count
      try output.write(
        schema: "steward/state-import/v1",
        [
          .init("state", path), .init("continues", .bool(result.isAdopted)),
          .init("added", .number(UInt64(result.added))),
          .init("advanced", .number(UInt64(result.advanced))),
          .init("unchanged", .number(UInt64(result.unchanged))),
          .init("packetsMissing", .number(UInt64(missing))),
        ])
      try await state.close()
    }

    private func path(for export: StateExport) throws -> String {
      guard directory.state == nil, let chain = export.chain else { return try directory.path() }
      return try StateDirectoryOptions.home().directory(of: chain)
    }
  }
}
