import ArgumentParser
import SomaClient
import SomaTypes

extension WalletCommand {
  /// `steward wallet balance`.
  struct Balance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what an account holds: coins and stakes.",
      discussion: """
        `balance` is as of the latest checkpoint; `inCoins` is newer and can differ for a moment.

        \(HelpText.readStatus)
        """)

    @Argument(help: "Address or alias. Default: the active account.")
    var account: String?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let address = try nodes.wallet.address(of: account)
      let (balance, purse, stakes) = try await nodes.withChain { chain in
        (
          try await chain.balance(of: address), try await chain.coins(of: address),
          try await chain.stakes(of: address)
        )
      }
      var staked: Amount? = .zero
      for (_, stake) in stakes { staked = staked?.adding(stake.principal) }
      try output.write(
        schema: "steward/wallet-balance/v1",
        [
          .init("address", address), .init("balance", balance.output),
          .init("inCoins", purse.total?.output ?? .null),
          .init("coins", .number(UInt64(purse.coins.count))),
          .init("richestCoin", purse.coins.first?.balance.output ?? .null),
          .init("staked", staked?.output ?? .null),
          .init("receipts", .number(UInt64(stakes.count))),
        ])
    }
  }
}
