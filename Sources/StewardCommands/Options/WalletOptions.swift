import ArgumentParser
import Custody
import Diagnostics
import SomaTypes

/// Which wallet of SOMA's own command line is meant.
struct WalletOptions: ParsableArguments {
  @Option(
    help: "The wallet's directory. Default: $SOMA_CONFIG_DIR, else ~/.soma/soma_config.",
    completion: .directory)
  var configDir: String?

  func validate() throws {
    guard configDir != "" else { throw ValidationError("--config-dir is empty.") }
  }

  /// Where the files of the wallet are.
  func directory() throws -> WalletDirectory {
    try failing(with: .invalidInput) {
      try configDir.map { WalletDirectory(path: $0) } ?? WalletDirectory()
    }
  }

  /// Reads `client.yaml` alone: networks, and which account is active.
  func configuration() throws -> ClientConfig {
    let path = try directory().clientConfiguration
    return try failing(with: .invalidInput) { try ClientConfig(contentsOfFile: path) }
  }

  /// Reads the files of the wallet; they are never written.
  func wallet() throws -> OwnerWallet { try OwnerWallet(directory()) }

  /// The address of an account: as typed, of an alias, or the active one. Keys are looked at only for an
  /// alias, so that a machine without keys can watch.
  func address(of account: String?) throws -> SomaAddress {
    guard let account else {
      guard let active = try configuration().activeAddress else {
        throw CommandFailure(
          status: .invalidInput,
          underlying: Diagnostic(
            code: "wallet.noActiveAccount", summary: "No account is active",
            detail: "\(try directory().clientConfiguration) names no active address.",
            remedies: [
              "Name the account by address or alias, or see what there is:\n"
                + "    steward wallet list"
            ]))
      }
      return active
    }
    // No alias is this long, and none begins with a digit.
    guard !account.hasPrefix("0x"), account.utf8.count < 40 else {
      return try TypedText.address(account, "ACCOUNT")
    }
    return try wallet().account(named: account).address
  }
}
