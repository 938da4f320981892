import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain transaction`.
  struct Transaction: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what an executed transaction did.",
      discussion: """
        Status 0 says that it was found, also when it failed: look at `status`.

        \(HelpText.readStatus)
        """)

    @Argument(help: "Digest of the transaction, in Base58.")
    var digest: String

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let digest = try TypedText.digest(digest, "DIGEST", of: TransactionDigestKind.self)
      let found = try await nodes.withChain { try await $0.transaction(digest) }
      guard let executed = found else {
        throw CommandFailure(
          status: .failed,
          underlying: Diagnostic(
            code: "chain.unknownTransaction", summary: "The node does not know a transaction",
            detail:
              "\(digest) has not run as far as this node knows. That is no proof: the node can "
              + "be behind or have forgotten, and the transaction may still run later.",
            remedies: [
              "If you have the signed bytes, send the same ones again; they never run twice:\n"
                + "    steward tx submit --file FILE\(nodes.hint)",
              "Ask another node, with --rpc URL.",
            ]))
      }
      try output.write(
        schema: "steward/chain-transaction/v1",
        executed.outputFields + [
          .init("checkpoint", .number(executed.checkpoint?.rawValue)),
          .init("timestampMs", .time(executed.timestampMs)),
          .init("changedObjects", executed.changesOutput),
        ])
    }
  }
}
