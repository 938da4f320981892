import ArgumentParser

/// `steward wallet`.
struct WalletCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wallet", abstract: "Look at the accounts that sign for you.",
    subcommands: [Address.self, List.self, Show.self])
}
