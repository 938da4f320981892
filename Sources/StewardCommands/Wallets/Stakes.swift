import ArgumentParser
import SomaClient
import SomaTypes

extension WalletCommand {
  /// `steward wallet stakes`.
  struct Stakes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the receipts of an account's stakes.",
      discussion: """
        `principal` is what was staked, without rewards. `steward chain unstake RECEIPT` withdraws.

        \(HelpText.readStatus)
        """)

    @Argument(help: "Address or alias. Default: the active account.")
    var account: String?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let address = try nodes.wallet.address(of: account)
      let stakes = try await nodes.withChain { try await $0.stakes(of: address) }
      try output.write(
        schema: "steward/wallet-stakes/v1",
        [
          .init("address", address),
          .init(
            "receipts",
            .list(
              stakes.sorted { $0.reference.id < $1.reference.id }.map { reference, stake in
                .record([.init("receiptId", reference.id)] + stake.outputFields)
              })),
        ])
    }
  }
}
