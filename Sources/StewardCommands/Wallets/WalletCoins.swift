import ArgumentParser

extension WalletCommand {
  /// `steward wallet coins`.
  struct Coins: AsyncParsableCommand {
    static let configuration = ChainCommand.Coins.configuration

    @OptionGroup var options: CoinsOptions

    func run() async throws { try await options.run() }
  }
}
