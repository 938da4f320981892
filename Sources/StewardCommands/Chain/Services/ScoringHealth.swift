import ArgumentParser
import Diagnostics
import SomaClient

extension ChainCommand {
  /// `steward chain scoring-health`.
  struct ScoringHealth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask a scoring service whether it is well.",
      discussion: """
        Exit status: 0 it says yes, 1 it says no, 5 invalid input, 9 it says nothing, 64 wrong \
        usage, 129, 130 or 143 after a signal.
        """)

    @Option(
      help: ArgumentHelp(
        "URL of the scoring service. Default: that of the network.", valueName: "url"))
    var scoring: String?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let endpoint = try nodes.endpoint(of: .scoring, given: scoring)
      let isHealthy = try await nodes.withService(.scoring, given: scoring) {
        try await ScoringService($0).health()
      }
      try output.write(
        schema: "steward/scoring-health/v1",
        [.init("service", endpoint), .init("healthy", .bool(isHealthy))])
      guard isHealthy else {
        throw Diagnostic(
          code: "score.unhealthy", summary: "The scoring service is not well",
          detail: "\(endpoint) says so itself.", remedies: ["Look at its log, or use another one."])
      }
    }
  }
}
