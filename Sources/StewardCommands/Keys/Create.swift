import ArgumentParser
import Custody
import SomaCrypto

extension KeysCommand {
  /// `steward keys create`.
  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a keyring with a new master, and give its words once.",
      discussion: """
          steward keys create
          steward keys create --passphrase-command 'pass show steward' --words-file words.txt

        On a terminal it asks for a passphrase and for the command that gives it to cron, which is \
        tried at once. There is no keyring before the words are confirmed.

        \(KeysCommand.status)
        """)

    @OptionGroup var setup: KeyringSetup
    @OptionGroup var words: WordsOptions
    @OptionGroup var options: KeyringOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let path = try options.path()
      try words.requirePlace(besides: path)
      try failing(with: .invalidInput) { try KeyringFile(path: path).requireAbsence() }
      let choice = try setup.choose()
      let master = try Master()
      let keyring = try Keyring(master, at: SystemTime.now)
      try words.giving(master, for: path) { give in
        try keyring.create(choice, at: path, last: give)
      }
      try output.write(
        schema: "steward/keys-create/v1",
        [.init("masterId", master.id), .init("keyring", path)] + choice.outputFields)
    }
  }
}
