import ArgumentParser
import Custody
import SomaCrypto

extension KeysCommand {
  /// `steward keys words`.
  struct Words: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give the words of a master again, or check those on paper.",
      discussion: """
          steward keys words
          steward keys words --verify

        The words go to the terminal, or to --words-file or --words-fd, never to standard output. \
        With --verify they come from there, and only whether they are right is said.

        \(KeysCommand.status)
        """)

    @Flag(help: "Check words that are typed, instead of showing them.")
    var verify = false

    @OptionGroup var master: MasterOptions
    @OptionGroup var words: WordsOptions
    @OptionGroup var options: KeyringOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try words.requirePlace()
      let opened = try options.open()
      let master = try master.find(in: opened.keyring)
      if verify {
        let typed = try words.take()
        try failing(with: .invalidInput) {
          _ = try Master(words: typed, id: master.id, wallets: [])
        }
      } else {
        try words.give(master)
      }
      try output.write(
        schema: "steward/keys-words/v1",
        [.init("masterId", master.id), .init("result", verify ? "the words are right" : "given")])
    }
  }
}
