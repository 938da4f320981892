import ArgumentParser
import SomaTypes

extension ChainCommand {
  /// `steward chain commission`.
  struct Commission: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set the commission of a model or of the own validator, from the next epoch on.",
      discussion: """
          steward chain commission --model 0x855c6b82… 10%
          steward chain commission --validator 250bps

        \(HelpText.submissionStatus)
        """)

    @Argument(help: "The rate, with its unit: 10% or 250bps.")
    var rate: String

    @Option(help: ArgumentHelp("The model; it must be Active.", valueName: "id"))
    var model: String?

    @Flag(help: "The validator that the account is.")
    var validator = false

    @OptionGroup var submission: SubmissionOptions

    func validate() throws {
      guard (model != nil) != validator else {
        throw ValidationError("Give --model ID or --validator.")
      }
    }

    func run() async throws {
      let rate = try TypedText.rate(rate, "RATE")
      let kind: TransactionKind =
        if let model {
          .setModelCommissionRate(
            SetModelCommissionRate(
              modelID: try TypedText.id(model, "--model"), newRate: rate))
        } else {
          .setCommissionRate(newRate: rate)
        }
      try await submission.run { builder, _ in try builder.transaction(kind) }
    }
  }
}
