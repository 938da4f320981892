import ArgumentParser
import Custody

/// Which wallet of SOMA's own command line is meant.
struct WalletOptions: ParsableArguments {
  @Option(
    help: "The wallet's directory. Default: $SOMA_CONFIG_DIR, else ~/.soma/soma_config.",
    completion: .directory)
  var configDir: String?

  func validate() throws {
    guard configDir != "" else { throw ValidationError("--config-dir is empty.") }
  }

  /// Reads the files of the wallet; they are never written.
  func wallet() throws -> OwnerWallet {
    let directory = try failing(with: .invalidInput) {
      try configDir.map { WalletDirectory(path: $0) } ?? WalletDirectory()
    }
    return try OwnerWallet(directory)
  }
}
