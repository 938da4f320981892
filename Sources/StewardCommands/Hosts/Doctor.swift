import ArgumentParser
import Diagnostics
import Hosting
import Steward

extension HostCommand {
  /// `steward host doctor`.
  struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "doctor", abstract: "Find out whether a host does all that weights need of it.",
      discussion: """
        Shows which access keys are used and why others are not. Then a small object is put on the host, \
        fetched through its public URL in ranges as validators do, listed, and deleted.

          steward host doctor -f host.yaml

        Exit status: 0 all is well, warnings apart, 1 something fails, 5 the declaration is wrong, \
        7 credentials are unavailable, 9 the host does not answer, 64 wrong usage, 129, 130 or 143 after \
        a signal.
        """)

    @OptionGroup var host: HostOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await host.withHost { connection in
        let findings = try await HostCheckup(
          connection.declared, for: connection.audience, transport: connection.transport
        ).run()
        try output.write(
          schema: "steward/host-doctor/v1",
          [
            .init("host", connection.declared.host.description),
            .init("findings", .list(findings.map(\.output))),
          ])
        for finding in findings where finding.level == .warning {
          if let problem = finding.problem { Terminal.writeWarning(problem) }
        }
        try requireHealth(findings)
      }
    }

    private func requireHealth(_ findings: [HostCheckup.Finding]) throws {
      let failures = findings.filter { $0.level == .failure }
      guard let first = failures.first else { return }
      let status: ExitStatus =
        if failures.contains(where: { $0.subject == "credentials" }) {
          .secretUnavailable
        } else if failures.allSatisfy(\.isOutage) { .unavailable } else { .failed }
      let problem =
        first.problem
        ?? Diagnostic(
          code: "host.unfit", summary: "The host does not do what weights need",
          detail: "\(first.subject): \(first.words).",
          remedies: ["See docs/hosting.md for how this kind of host is set up."])
      throw CommandFailure(status: status, underlying: problem)
    }
  }
}

extension HostCheckup.Finding {
  fileprivate var output: OutputValue {
    .record([
      .init("subject", subject), .init("level", level.rawValue), .init("words", words),
      .init("code", .text(problem?.code)),
    ])
  }
}
