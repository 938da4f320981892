import Custody
import Foundation
import SomaCrypto

/// What an owner brings to a machine: files with secrets, in a directory of their own, and the wallet of
/// SOMA's command line.
struct OwnerFiles {
  /// Where the files lie; also the home of programs.
  let directory: URL

  /// Writes the files into a directory; the wallet names the node.
  init(
    in directory: URL, rpc: String, seed walletSeed: [UInt8] = OwnerSecrets.walletSeed
  ) throws {
    self.directory = directory
    for (name, bytes) in [
      ("words", OwnerSecrets.master), ("other-words", OwnerSecrets.otherMaster),
    ] {
      try directory.appending(path: name)
        .writeSecret(OwnerSecrets.words(of: bytes).joined(separator: " ").utf8)
    }
    try directory.appending(path: "pass").writeSecret(OwnerSecrets.passphrase.utf8)
    try directory.appending(path: "wrong-pass").writeSecret("another passphrase\n".utf8)
    let seed = Hex.encode(walletSeed)
    try directory.appending(path: "wallet-key").writeSecret(seed.utf8)
    try directory.appending(path: "broken-wallet-key").writeSecret(seed.dropLast().utf8)
    let wallet = directory.appending(path: ".soma/soma_config")
    let entry = Base64.encode([0] + walletSeed)
    try wallet.appending(path: "soma.keystore").writeSecret("[\"\(entry)\"]".utf8)
    try wallet.appending(path: "client.yaml").writeSecret(
      """
      ---
      keystore:
        File: \(wallet.path)/soma.keystore
      external_keys: ~
      envs:
        - alias: local
          rpc: "\(rpc)"
          basic_auth: ~
      active_env: local
      active_address: \(try OwnerSecrets.address(walletSeed))
      """.utf8)
  }

  /// Where a file lies.
  func path(_ name: String) -> String { directory.appending(path: name).path }

  /// Writes a script that gives the passphrase, and notes how its own process, its parents and theirs were
  /// called and what is in their environments.
  ///
  /// - Returns: The line that runs it.
  func spy(notingIn file: String) throws -> String {
    try directory.appending(path: "spy").writeSecret(
      """
      process=$$
      for step in 1 2 3; do
        cat /proc/$process/cmdline /proc/$process/environ
        process=$(sed -n 's/^PPid:[^0-9]*//p' /proc/$process/status)
      done >> '\(file)' 2>> '\(file)'
      cat '\(path("pass"))'
      """.utf8)
    return "sh '\(path("spy"))'"
  }
}
