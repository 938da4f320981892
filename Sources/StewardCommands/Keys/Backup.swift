import ArgumentParser
import Custody
import SomaCrypto

extension KeysCommand {
  /// `steward keys backup`.
  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a page to print, or a sealed copy of the keyring.",
      discussion: """
          steward keys backup --paper page.txt && lpr page.txt && shred -u page.txt
          steward keys backup --html page.html
          steward keys backup --sealed keyring.backup --passphrase-file new-passphrase

        A page has the words of one master. A sealed copy has all masters, under a passphrase of its \
        own that takes a gibibyte of memory to try; it is opened again as any keyring is, with \
        --keyring.

        \(KeysCommand.status)
        """)

    @Option(
      help: ArgumentHelp("A new file of mode 600 for the page as text.", valueName: "file"),
      completion: .file())
    var paper: String?

    @Option(
      help: ArgumentHelp("A new file of mode 600 for the page as HTML.", valueName: "file"),
      completion: .file())
    var html: String?

    @Option(
      help: ArgumentHelp("A new file of mode 600 for the sealed copy.", valueName: "file"),
      completion: .file())
    var sealed: String?

    @Option(
      help: ArgumentHelp(
        "A file with the passphrase of the sealed copy. Default: asked.", valueName: "file"),
      completion: .file())
    var passphraseFile: String?

    @OptionGroup var master: MasterOptions
    @OptionGroup var options: KeyringOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard [paper, html, sealed].compactMap(\.self).count == 1 else {
        throw ValidationError("Give one of --paper FILE, --html FILE, --sealed FILE.")
      }
      guard passphraseFile == nil || sealed != nil else {
        throw ValidationError("--passphrase-file is for --sealed.")
      }
    }

    func run() throws {
      let opened = try options.open()
      if let sealed { return try seal(opened.keyring, sealed) }
      let master = try master.find(in: opened.keyring)
      let path = paper ?? html ?? ""
      let page = try paper == nil ? PaperBackup.html(of: master) : PaperBackup.text(of: master)
      try failing(with: .invalidInput) { try SystemFiles().create(path, page) }
      try output.write(
        schema: "steward/keys-backup/v1",
        [.init("file", path), .init("masters", .list([.text(master.id.description)]))])
    }

    private func seal(_ keyring: borrowing Keyring, _ path: String) throws {
      let passphrase = try failing(with: .secretUnavailable) { try newPassphrase() }
      let protection = KeyringProtection.passphrase(passphrase, cost: KeyringCost.backup)
      let bytes = try failing(with: .invalidInput) {
        try keyring.file(protection, for: .backup)
      }
      try failing(with: .invalidInput) {
        try KeyringFile(path: path).create(bytes) {
          _ = try $0.open(passphrase: passphrase.bytes)
        }
      }
      let ids = keyring.entries.map { OutputValue.text($0.id.description) }
      try output.write(
        schema: "steward/keys-backup/v1", [.init("file", path), .init("masters", .list(ids))])
    }

    private func newPassphrase() throws -> Passphrase {
      if let passphraseFile {
        return Passphrase(
          try SecretReader().readLine(
            passphraseFile == "-" ? .standardInput : .file(passphraseFile)))
      }
      guard let prompt = TerminalPrompt() else { throw KeyringError.passphraseNeeded }
      return Passphrase(try prompt.newSecret("Passphrase of the copy"))
    }
  }
}
