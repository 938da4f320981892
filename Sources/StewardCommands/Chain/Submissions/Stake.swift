import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain stake`.
  struct Stake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Stake with a model or a validator.",
      discussion: """
        The receipt is the first object under `created`; `steward chain unstake` turns it back into \
        money.

          steward chain stake 25SOMA --model 0x855c6b82…
          steward chain stake all --validator f82af321… --coin 0x47b6…

        \(HelpText.submissionStatus)
        """)

    @Argument(
      help: "How much, with its unit: 25SOMA. With a validator also `all`, for a whole coin.")
    var amount: String

    @Option(help: ArgumentHelp("The model.", valueName: "id"))
    var model: String?

    @Option(help: ArgumentHelp("The validator's address.", valueName: "address"))
    var validator: String?

    @Option(help: ArgumentHelp("The coin to take it from. Default: the richest.", valueName: "id"))
    var coin: String?

    @OptionGroup var submission: SubmissionOptions

    func validate() throws {
      guard (model == nil) != (validator == nil) else {
        throw ValidationError("Give --model ID or --validator ADDRESS.")
      }
      // Without an amount the chain can destroy or make money (CHAIN 10.3, D4).
      guard amount != "all" || model == nil else {
        throw ValidationError("Stake with a model has an amount; `all` is for validators.")
      }
    }

    func run() async throws {
      let coin = try coin.map { try TypedText.id($0, "--coin", of: ObjectKind.self) }
      let amount = amount == "all" ? nil : try TypedText.amount(amount, "AMOUNT")
      if let validator {
        let validator = try TypedText.address(validator, "--validator")
        try await submission.run { builder, _ in
          try builder.addStake(validator, amount: amount, from: coin)
        }
      } else if let model, let amount {
        let model = try TypedText.id(model, "--model", of: ModelKind.self)
        try await submission.run { builder, _ in
          try builder.addStakeToModel(model, amount: amount, from: coin)
        }
      }
    }
  }
}
