import ArgumentParser

/// `steward tx`.
struct TransactionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tx", abstract: "Look at transactions.", subcommands: [Inspect.self])
}
