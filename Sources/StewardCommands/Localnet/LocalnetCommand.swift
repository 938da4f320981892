import ArgumentParser

/// `steward localnet`.
struct LocalnetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "localnet", abstract: "Run a SOMA chain of your own on this machine.",
    discussion: """
      For a first try, for tests and for rehearsals; it is no network, and its money is worth nothing. \
      The real soma-sdk can use it: SomaClient(chain="localnet").

          steward localnet start
          steward localnet start --detach --data-dir ./chain --epoch-duration 60s
          steward localnet advance --data-dir ./chain
          steward localnet stop --data-dir ./chain
      """,
    subcommands: [
      Start.self, Status.self, Advance.self, Faucet.self, Stop.self, Reset.self,
    ])
}
