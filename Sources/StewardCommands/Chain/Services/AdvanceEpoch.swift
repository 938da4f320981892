import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain advance-epoch`.
  struct AdvanceEpoch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End the epoch of a local chain.",
      discussion: """
        Everything that a boundary does happens, slashing too, but no emission. Each call ends one \
        epoch: after status 1 look at `steward chain epoch` before you call again.

          steward chain advance-epoch --admin http://127.0.0.1:9125

        Exit status: 0 a new epoch runs, 1 it is not known whether one does, 5 invalid input, 9 the admin service is unavailable, and \
        nothing happened, 64 wrong usage, 129, 130 or 143 after a signal.
        """)

    @Option(help: ArgumentHelp("URL of the admin service.", valueName: "url"))
    var admin: String?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      // The chain gives itself 120 s and then says so; source: `admin/src` of the chain, CHAIN 9.
      let epoch = try await nodes.withService(.admin, given: admin) { connection -> Epoch in
        do {
          return try await AdminService(connection).advanceEpoch(deadline: .seconds(130))
        } catch let error as RPCFailure where error.submissionVerdict == .unknown {
          throw unresolved(error.diagnostic)
        }
      }
      try output.write(
        schema: "steward/chain-advance-epoch/v1", [.init("epoch", .number(epoch.rawValue))],
        ofEvent: "Epoch \(epoch) runs now.", shownBy: "steward chain epoch\(nodes.hint)")
    }

    /// A second call would end a second epoch.
    private func unresolved(_ cause: Diagnostic) -> CommandFailure {
      CommandFailure(
        status: .failed,
        underlying: Diagnostic(
          code: "chain.epochUnresolved", summary: "It is not known whether the epoch has ended",
          detail: "It may have, or may end yet.\n\(cause.summary): \(cause.detail) (\(cause.code))",
          remedies: ["Look first, before you end another:\n    steward chain epoch\(nodes.hint)"]))
    }
  }
}
