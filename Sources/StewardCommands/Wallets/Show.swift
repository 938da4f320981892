import ArgumentParser
import Custody
import SomaCrypto

extension WalletCommand {
  /// `steward wallet show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show one account and the network it is used on.",
      discussion: """
          steward wallet show
          steward wallet show my-alias --output json

        Exit status: 0 shown, 5 no such account or a malformed file, 7 the keystore cannot be read, \
        64 wrong usage.
        """)

    @Argument(help: "Address or alias. Default: the active account.")
    var account: String?

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let wallet = try wallet.wallet()
      let account = try wallet.account(named: account)
      let environment = wallet.activeEnvironment
      try output.write(
        schema: "steward/wallet-show/v1",
        [
          .init("address", account.address),
          .init("alias", account.alias.map(OutputValue.text) ?? .null),
          .init("active", .bool(account.isActive)),
          .init("publicKeyHex", account.publicKey.bytes),
          .init("publicKeyBase64", account.publicKey.base64),
          .init("keystore", wallet.keystorePath),
          .init("environment", environment.map { .text($0.alias) } ?? .null),
          .init("rpc", environment.map { .text(SafeText.withoutCredentials($0.rpc)) } ?? .null),
          .init("chainId", environment?.chainID.map(OutputValue.text) ?? .null),
        ])
    }
  }
}
