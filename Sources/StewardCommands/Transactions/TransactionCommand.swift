import ArgumentParser

/// `steward tx`.
struct TransactionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tx", abstract: "Look at transactions, and send signed ones.",
    subcommands: [Inspect.self, Submit.self])
}
