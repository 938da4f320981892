import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain advance-epoch`.
  struct AdvanceEpoch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End the epoch of a local chain.",
      discussion: """
        Everything that a boundary does happens, slashing too, but no emission. Each call ends one \
        epoch: after status 9 look at `steward chain epoch` before you call again.

          steward chain advance-epoch --admin http://127.0.0.1:9125

        Exit status: 0 a new epoch runs, 5 invalid input, 9 the admin service is unavailable, \
        64 wrong usage, 130 or 143 after a signal.
        """)

    @Option(help: ArgumentHelp("URL of the admin service.", valueName: "url"))
    var admin: String?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      // The chain gives itself 120 s and then says so; source: `admin/src` of the chain, CHAIN 9.
      let epoch = try await nodes.withService(.admin, given: admin) {
        try await AdminService($0).advanceEpoch(deadline: .seconds(130))
      }
      try output.write(
        schema: "steward/chain-advance-epoch/v1", [.init("epoch", .number(epoch.rawValue))])
    }
  }
}
