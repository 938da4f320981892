import ArgumentParser
import Custody
import SomaCrypto

extension KeysCommand {
  /// `steward keys rewrap`.
  struct Rewrap: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Protect the same masters in another way: a new passphrase, a new command.",
      discussion: """
          steward keys rewrap
          steward keys rewrap --passphrase-command 'systemd-creds cat steward'

        The new keyring is written beside the old one and opened before it takes its place, so that a \
        crash leaves the one or the other. Copies elsewhere keep their old passphrase.

        \(KeysCommand.status)
        """)

    @OptionGroup var setup: KeyringSetup
    @OptionGroup var options: KeyringOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let path = try options.path()
      let opened = try options.open()
      let choice = try setup.choose()
      try opened.keyring.replace(opened.header, choice, at: path)
      try output.write(
        schema: "steward/keys-rewrap/v1", [.init("keyring", path)] + choice.outputFields)
    }
  }
}
