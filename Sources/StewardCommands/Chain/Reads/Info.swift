import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain info`.
  struct Info: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show which chain it is and where it stands; compare nodes.",
      discussion: """
        Every node of --rpc is asked at the same time, once. `agreement` says whether all show the \
        same epoch; a node that is behind or silent has its own row and a warning.

          steward chain info
          steward chain info --rpc https://one.example --rpc https://two.example --output json

        Exit status: 0 shown, at least one node answered; 1 the nodes are of different chains; \
        5 invalid input; 9 no node answered; 64 wrong usage; 129, 130 or 143 after a signal.
        """)

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let comparison = try await nodes.withChain { chain in
        async let infos = chain.serviceInfos()
        async let observations = chain.observations()
        return NodeComparison(infos: await infos, observations: await observations)
      }
      try comparison.requireAnAnswer()
      try output.write(schema: "steward/chain-info/v1", comparison.outputFields)
      for warning in comparison.warnings { Terminal.writeWarning(warning) }
      try comparison.requireOneChain()
    }
  }
}
