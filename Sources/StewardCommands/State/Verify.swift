import ArgumentParser
import Diagnostics
import StateStore

extension StateCommand {
  /// `steward state verify`.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find out whether a state, or a backup of one, can be relied on.",
      discussion: """
        Looks at the directory and its file system, the pages, references and schema of the database, the \
        chain of events, the packets, and the ballast. Changes nothing, and may run at any time.

          steward state verify
          steward state verify --state /mnt/backups/steward-2027-01-31

        Exit status: 0 all is well, warnings apart; 9 another process keeps the state locked; 12 the state \
        cannot be used as it is; 64 wrong usage.
        """)

    @OptionGroup var directory: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let path = try directory.path()
      let findings = try await StateCheckup(path).run()
      try output.write(
        schema: "steward/state-verify/v1",
        [.init("state", path), .init("findings", .list(findings.map(\.output)))])
      for finding in findings where finding.level == .warning {
        if let problem = finding.problem { Terminal.writeWarning(problem) }
      }
      let failures = findings.filter { $0.level == .failure }.compactMap(\.problem)
      guard failures.isEmpty else {
        throw CommandFailure(
          status: .stateUnusable, underlying: StateCommand.Problems(diagnostics: failures))
      }
    }
  }
}

extension StateCheckup.Finding {
  fileprivate var output: OutputValue {
    // On one line: what follows a line break in a remedy is a command.
    let remedy = problem?.remedies.first?.replacing(/\n */, with: " ")
    return .record([
      .init("subject", subject), .init("level", level.rawValue), .init("words", words),
      .init("code", .text(problem?.code)), .init("remedy", .text(remedy)),
    ])
  }
}
