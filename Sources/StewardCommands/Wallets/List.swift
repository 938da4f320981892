import ArgumentParser
import SomaCrypto

extension WalletCommand {
  /// `steward wallet list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the accounts of a wallet.",
      discussion: """
        Reads client.yaml, soma.keystore and soma.aliases, and never writes them.

        Exit status: 0 listed, 5 client.yaml or the aliases are malformed, 7 the keystore cannot be \
        read or is malformed, 64 wrong usage.
        """)

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let accounts = try wallet.wallet().accounts.map { account in
        OutputValue.record([
          .init("active", .bool(account.isActive)),
          .init("alias", account.alias.map(OutputValue.text) ?? .null),
          .init("address", account.address),
          .init("publicKeyHex", account.publicKey.bytes),
        ])
      }
      try output.write(schema: "steward/wallet-list/v1", [.init("accounts", .list(accounts))])
    }
  }
}
