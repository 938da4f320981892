import ArgumentParser

/// `steward keys`.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Keep the master that the keys of your models come from.",
    discussion: """
      A keyring holds one master or several. It is no wallet: it signs nothing and holds no money. \
      `docs/custody.md` says what to write on paper and what happens when each thing is lost.
      """,
    subcommands: [
      Create.self, List.self, Words.self, Backup.self, Import.self, Rotate.self, Rewrap.self,
      Drill.self,
    ])

  /// The end of every help text.
  static let status = """
    Exit status: 0 done, 5 invalid input and nothing was changed, 7 a secret is unavailable, \
    64 wrong usage.
    """
}
