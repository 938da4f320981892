import Custody
import Diagnostics
import SomaCrypto
import SomaTypes

/// What the files of an owner's wallet say about accounts and networks; no secret among it.
struct OwnerWallet {
  /// An account that the wallet can sign for.
  struct Account {
    let address: SomaAddress
    let publicKey: Ed25519PublicKey
    let alias: String?
    let isActive: Bool
  }

  let keystorePath: String
  let accounts: [Account]
  let activeEnvironment: ClientConfig.Environment?

  /// Reads `client.yaml`, the keystore that it names, and the aliases beside the keystore.
  init(_ directory: WalletDirectory) throws {
    CrashSilence.begin()
    let config = try failing(with: .invalidInput) {
      try ClientConfig(contentsOfFile: directory.clientConfiguration)
    }
    guard case .file(let path) = config.keystore else {
      throw CommandFailure(
        status: .secretUnavailable,
        underlying: Diagnostic(
          code: "wallet.keysInMemory", summary: "The wallet keeps no keys in a file",
          detail: "client.yaml says that its keys are in memory only.",
          place: Place(file: directory.clientConfiguration),
          remedies: ["Set `keystore: File:` to the path of a soma.keystore."]))
    }
    let keystore = try failing(with: .secretUnavailable) { try Keystore(contentsOf: path) }
    let aliases = try failing(with: .invalidInput) {
      try AliasFile(contentsOf: AliasFile.path(beside: path))
    }
    keystorePath = path
    activeEnvironment = config.activeEnvironment
    accounts = keystore.publicKeys.map { publicKey in
      let address = SomaAddress(publicKey)
      return Account(
        address: address, publicKey: publicKey, alias: aliases.alias(of: publicKey),
        isActive: address == config.activeAddress)
    }
  }

  /// The key of an account.
  func secretKey(of account: Account) throws -> Ed25519SecretKey {
    try failing(with: .secretUnavailable) {
      let keystore = try Keystore(contentsOf: keystorePath)
      guard let key = try keystore.secretKey(for: account.publicKey) else {
        throw Diagnostic(
          code: "wallet.keyGone", summary: "The wallet no longer has the key of an account",
          detail: "The key of \(account.address) has just gone from the keystore.",
          place: Place(file: keystorePath),
          remedies: ["Import it again with the soma command line, then run this again."])
      }
      return key
    }
  }

  /// The account that a person means: by address, by alias, or the active one when nothing is said.
  func account(named name: String?) throws -> Account {
    let found = accounts.filter { account in
      guard let name else { return account.isActive }
      // An alias begins with a letter and an address may, but no alias has 64 hex digits.
      return account.alias == name || (try? SomaAddress(name)) == account.address
    }
    if let account = found.first { return account }
    throw CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: name == nil ? "wallet.noActiveAccount" : "wallet.unknownAccount",
        summary: name == nil ? "No account is active" : "The wallet has no such account",
        // Cut short, because a secret key may have been typed by mistake.
        detail: name.map { name in
          let shown = name.count > 16 ? "\(name.prefix(8))…" : name
          return "\(shown) is neither an address nor an alias in \(keystorePath)."
        }
          ?? "client.yaml names no active address that is in \(keystorePath).",
        remedies: ["See what there is:\n    steward wallet list"]))
  }
}
