import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain unstake`.
  struct Unstake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Turn a receipt of stake back into money.",
      discussion: """
        `steward wallet stakes` lists the receipts.

        \(HelpText.submissionStatus)
        """)

    @Argument(help: "Id of the receipt.")
    var receipt: String

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let receipt = try TypedText.id(receipt, "RECEIPT", of: ObjectKind.self)
      try await submission.run { builder, chain in
        try await builder.withdrawStake(receipt, on: chain)
      }
    }
  }
}
