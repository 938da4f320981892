import ArgumentParser

/// `steward wallet`.
struct WalletCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wallet",
    abstract: "Look at the accounts that sign for you, and at what they hold.",
    subcommands: [
      Address.self, Balance.self, Coins.self, Faucet.self, List.self, Show.self, Stakes.self,
    ])
}
