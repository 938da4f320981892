import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain transfer`.
  struct Transfer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send money to an account.",
      discussion: """
          steward chain transfer 2.5SOMA 0x5be3159d… --dry-run
          steward chain transfer 250shannons 0x5be3159d… --account my-alias

        \(HelpText.submissionStatus)
        """)

    @Argument(help: "How much, with its unit: 2.5SOMA or 250shannons.")
    var amount: String

    @Argument(help: "Address of the receiver, all 64 digits.")
    var recipient: String

    @Option(help: ArgumentHelp("The coin to take it from. Default: the richest.", valueName: "id"))
    var coin: String?

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let amount = try TypedText.payment(amount, "AMOUNT")
      let recipient = try TypedText.address(recipient, "RECIPIENT")
      let coin = try coin.map { try TypedText.id($0, "--coin", of: ObjectKind.self) }
      try await submission.run { builder, _ in
        try builder.transferCoin(amount, to: recipient, from: coin)
      }
    }
  }
}
