import ArgumentParser
import Custody
import SomaCrypto

extension KeysCommand {
  /// `steward keys rotate`.
  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a new master, which new releases are under from now on.",
      discussion: """
        The old masters stay: what is live or pending is under them. The words of the new master are \
        given once; the old page stays valid, and both are needed.

        \(KeysCommand.status)
        """)

    @OptionGroup var words: WordsOptions
    @OptionGroup var options: KeyringOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let path = try options.path()
      try words.requirePlace(besides: path)
      let opened = try options.open()
      let master = try Master()
      let keyring = try failing(with: .invalidInput) {
        try opened.keyring.adding(master, at: SystemTime.now, asCurrent: true)
      }
      let choice = KeyringSetup.Choice(
        protection: opened.protection, unattended: opened.header.unattended, isNew: false)
      let header = opened.header
      try words.giving(master, for: path) { give in
        try keyring.replace(header, choice, at: path, last: give)
      }
      try output.write(
        schema: "steward/keys-rotate/v1",
        [
          .init("masterId", master.id), .init("keyring", path),
          .init("masters", .number(UInt64(keyring.entries.count))),
        ])
    }
  }
}
