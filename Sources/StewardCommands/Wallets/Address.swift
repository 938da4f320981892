import ArgumentParser
import SomaCrypto
import SomaTypes

extension WalletCommand {
  /// `steward wallet address`.
  struct Address: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the address that a secret key controls.",
      discussion: """
        Reads every spelling: somaprivkey1…, hex with or without 0x, the Base64 of a keystore entry, \
        a mnemonic, or the 32 bytes themselves. The key itself is never printed.

          steward wallet address --secret-file key.txt
          pass show soma | steward wallet address --secret-file - --output json

        Exit status: 0 printed, 5 not a key, 7 the secret cannot be read, 64 wrong usage.
        """)

    @OptionGroup var secret: SecretOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try secret.requireOne() }

    func run() throws {
      let publicKey = try secret.key().publicKey
      try output.write(
        schema: "steward/wallet-address/v1",
        [
          .init("address", SomaAddress(publicKey)),
          .init("publicKeyHex", publicKey.bytes),
          .init("publicKeyBase64", publicKey.base64),
        ])
    }
  }
}
