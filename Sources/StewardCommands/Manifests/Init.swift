import ArgumentParser
import Custody
import Diagnostics
import Foundation
import SomaCrypto
import Steward

/// `steward init`.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Begin: a keyring, a first manifest, and a .gitignore.",
    discussion: """
      Asks on a terminal for what no option says; without one everything must be said. The words of the \
      keyring are shown once. What is there already is left as it is, so the command can be run again.

        steward init models/
        steward init models/ --network localnet --weights out/model.safetensors \\
          --embedding out/embedding.json --commission 10% --directory /srv/weights \\
          --public-url https://weights.example.com --keyring-plain --words-file words

      \(KeysCommand.status)
      """)

  @Argument(help: "The directory of the manifests; made if need be.", completion: .directory)
  var directory = "."

  @OptionGroup var first: FirstManifestOptions
  @OptionGroup var setup: KeyringSetup
  @OptionGroup var words: WordsOptions
  @OptionGroup var options: KeyringOptions
  @OptionGroup var wallet: WalletOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let root = URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL.path
    let folder = root == "/" ? "" : root.hasSuffix("/") ? String(root.dropLast()) : root
    let keyring = try options.path()
    let (manifest, ignored) = ("\(folder)/steward.yaml", "\(folder)/.gitignore")
    let hasKeyring = NewFile.isTaken(keyring)
    // All that can be wrong is found before anything is written.
    if !hasKeyring { try words.requirePlace(besides: keyring) }
    let text =
      NewFile.isTaken(manifest)
      ? nil
      : try failing(with: .invalidInput) {
        try first.manifest(
          in: folder, wallet: wallet, keyring: options.keyring
        ).checkedText(for: manifest)
      }
    let choice = hasKeyring ? nil : try setup.choose()
    try failing(with: .invalidInput) {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }
    // First, so that nothing secret is ever there without it.
    let ignore = IgnoredFiles(
      folder: folder,
      secrets: [keyring] + [words.wordsFile, setup.passphraseFile].compactMap(\.self))
    let isIgnoreNew = try NewFile.write(ignore.text, to: ignored)
    if !isIgnoreNew { try ignore.warn(about: ignored) }
    var fields: [OutputValue.Field] = []
    if let choice {
      let master = try Master()
      fields.append(.init("masterId", master.id))
      let new = try Keyring(master, at: SystemTime.now)
      try words.giving(master, for: keyring) { give in
        try new.create(choice, at: keyring, last: give)
      }
    }
    let isManifestNew = try text.map { try NewFile.write($0, to: manifest) } ?? false
    let files = [
      (keyring, choice != nil), (shown("steward.yaml"), isManifestNew),
      (shown(".gitignore"), isIgnoreNew),
    ]
    fields += [
      .init(
        "files",
        .list(
          files.map { path, isNew in
            .record([
              .init("file", .text(path)), .init("was", .text(isNew ? "written" : "left as it is")),
            ])
          })),
      .init("next", .text("steward plan \(shellQuoted(directory))")),
    ]
    try output.write(schema: "steward/init/v1", fields)
  }

  /// A file of the directory, as a person would type it.
  private func shown(_ name: String) -> String {
    if directory == "." { return name }
    return directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }
}
