import ArgumentParser
import Custody
import SomaClient
import SomaCrypto
import SomaTypes

/// Whose transaction it is, and who signs it.
struct SenderOptions: ParsableArguments {
  @Option(
    help: "Address or alias of the account that pays and signs. Default: the active account.")
  var account: String?

  @Option(
    help: ArgumentHelp(
      "A program that signs for the account, so that Steward sees no key.", valueName: "program"),
    completion: .file())
  var signer: String?

  @OptionGroup var secret: SecretOptions

  func validate() throws {
    guard !secret.isGiven || (account == nil && signer == nil) else {
      throw ValidationError(
        "A secret key says by itself whose it is: leave out --account and --signer.")
    }
    guard signer != "" else { throw ValidationError("--signer is empty.") }
  }

  /// The account, without the power to sign: no key is read unless only the key says which it is.
  func address(in wallet: WalletOptions) throws -> SomaAddress {
    secret.isGiven ? SomaAddress(try secret.key().publicKey) : try wallet.address(of: account)
  }

  /// Whoever signs for the account, ready to do so.
  ///
  /// - Throws: What is wrong with key or wallet; nothing was sent by then.
  func transactionSigner(in wallet: WalletOptions) throws -> any TransactionSigner {
    if secret.isGiven { return KeySigner(try secret.key()) }
    if let signer {
      let address = try wallet.address(of: account)
      return ProgramSigner(
        address: address,
        signer: ExternalSigner(command: [signer], owner: .address(address)))
    }
    let files = try wallet.wallet()
    let account = try files.account(named: account)
    return KeySigner(try files.secretKey(of: account))
  }
}

/// A signer outside Steward.
private struct ProgramSigner: TransactionSigner {
  let address: SomaAddress
  let signer: ExternalSigner

  func sign(_ data: TransactionData) async throws -> SignedTransaction {
    try await signer.sign(data)
  }
}
