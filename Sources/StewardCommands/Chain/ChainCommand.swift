import ArgumentParser

/// `steward chain`.
struct ChainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chain", abstract: "Look at the chain, and use it by hand.",
    discussion: """
      Reads ask the nodes that --rpc, --network or client.yaml name. Everything else is a transaction \
      of one account: it is tried out first (--dry-run stops there), signed, and sent once.

        steward chain info --rpc https://one.example --rpc https://two.example
        steward chain transfer 2.5SOMA 0x5be3… --dry-run

      There is no command for creating, committing and revealing models: one mistake costs half of \
      the stake, and only `steward apply` and `steward reconcile` keep what a reveal needs.
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Reads",
        subcommands: [
          Info.self, EpochCommand.self, Params.self, Models.self, ModelCommand.self,
          ObjectCommand.self, Coins.self, Transaction.self, Checkpoint.self, Targets.self,
          TargetCommand.self, ScoringHealth.self,
        ]),
      CommandGroup(
        name: "Money",
        subcommands: [
          Faucet.self, Transfer.self, TransferObjects.self, Pay.self, Merge.self, Stake.self,
          Unstake.self,
        ]),
      CommandGroup(name: "Targets", subcommands: [Score.self, Submit.self, Claim.self]),
      CommandGroup(
        name: "Models and validators",
        subcommands: [
          Commission.self, Deactivate.self, Report.self, UndoReport.self, Validators.self,
        ]),
      CommandGroup(name: "Local chains", subcommands: [AdvanceEpoch.self]),
    ])
}

/// What the help of several commands says.
enum HelpText {
  /// Of commands that only read.
  static let readStatus = """
    Exit status: 0 shown, 1 the chain does not have it, 5 invalid input, 9 no node can tell now, \
    64 wrong usage, 129, 130 or 143 after a signal.
    """

  /// Of commands that submit a transaction.
  static let submissionStatus = """
    Exit status: 0 it ran and succeeded, 1 it ran and failed, or it is not known whether it ran \
    (the signed transaction is then in a file for `steward tx submit`), 5 invalid input or the \
    chain would refuse it, and nothing was sent, 7 a secret is unavailable, 8 no usable coin, \
    9 a node is unavailable and nothing was sent, 64 wrong usage, 129, 130 or 143 after a signal.
    """
}
