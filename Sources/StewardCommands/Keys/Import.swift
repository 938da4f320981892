import ArgumentParser
import Custody
import Diagnostics
import Glibc
import SomaCrypto
import SomaTypes

extension KeysCommand {
  /// `steward keys import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Bring a master back from its words.",
      discussion: """
          steward keys import --master-id 1a2b3c4d

        The id is on the page beside the words. A keyring that is there gets the master added, as one \
        among others; if there is none, one is made. The words of a wallet are refused.

        \(KeysCommand.status)
        """)

    @Option(help: ArgumentHelp("The id on the page: 8 hex digits.", valueName: "id"))
    var masterID: String

    @Flag(help: "Put new releases under this master from now on.")
    var current = false

    @OptionGroup var setup: KeyringSetup
    @OptionGroup var words: WordsOptions
    @OptionGroup var options: KeyringOptions
    @OptionGroup var wallet: WalletOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let id = try TypedText.read("--master-id") { try MasterID(hex: masterID) }
      let path = try options.path()
      try setup.requireUse(isNew: access(path, F_OK) != 0)
      let wallets = try addresses()
      let typed = try words.take()
      let master = try failing(with: .invalidInput) {
        do { return try Master(words: typed, id: id, wallets: wallets) } catch WordsError.wrongWords
          where wallets.isEmpty
        { throw Self.otherWords(id) }
      }
      let choice: KeyringSetup.Choice
      if let opened = try existing(path) {
        let keyring = try failing(with: .invalidInput) {
          try opened.keyring.adding(master, at: SystemTime.now, asCurrent: current)
        }
        choice = .init(
          protection: opened.protection, unattended: opened.header.unattended, isNew: false)
        try keyring.replace(opened.header, choice, at: path)
      } else {
        choice = try setup.choose()
        try Keyring(master, at: SystemTime.now).create(choice, at: path)
      }
      try output.write(
        schema: "steward/keys-import/v1",
        [.init("masterId", id), .init("keyring", path)] + choice.outputFields)
    }

    private func existing(_ path: String) throws -> KeyringOptions.Opened? {
      do { try KeyringFile(path: path).requireAbsence() } catch is KeyringError {
        return try options.open()
      }
      return nil
    }

    /// Says no other id: to follow it would make a master of a wallet's phrase.
    private static func otherWords(_ id: MasterID) -> Diagnostic {
      Diagnostic(
        code: "words.wrongWords", summary: "These are not the words of the master",
        detail: "Master \(id) is expected. Nothing says that the words are of a master at all.",
        remedies: ["Look for the paper that says \"Steward master \(id)\"."])
    }

    /// The accounts whose phrase must not become a master. Without a wallet there is none to mix up.
    private func addresses() throws -> [SomaAddress] {
      do { return try wallet.wallet().accounts.map(\.address) } catch let failure as CommandFailure
      {
        guard wallet.configDir == nil, let error = failure.underlying as? ClientConfigError,
          case .notFound = error
        else {
          throw failure
        }
        Terminal.writeWarning(
          Diagnostic(
            code: "keys.noWallet", summary: "The words were not compared with a wallet",
            detail: "There is no wallet here. A phrase of a wallet must never be a master.",
            remedies: ["Name the wallet with --config-dir to have it compared."]))
        return []
      }
    }
  }
}
