import ArgumentParser
import Diagnostics
import SomaTypes

extension ChainCommand {
  /// `steward chain pay`.
  struct Pay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Pay several accounts in one transaction.",
      discussion: """
          steward chain pay 0x5be3159d…=2SOMA 0x0881c075…=0.5SOMA

        \(HelpText.submissionStatus)
        """)

    @Argument(help: "RECIPIENT=AMOUNT, such as 0x5be3…=2.5SOMA.")
    var payments: [String]

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let payments = try payments.map(Self.payment)
      try Self.requireSum(of: payments.map(\.amount))
      try await submission.run { builder, _ in try builder.payCoins(payments) }
    }

    /// Without a sum there is no coin to look for.
    private static func requireSum(of amounts: [Amount]) throws {
      let sum = amounts.reduce(Amount.zero) { sum, amount in sum?.adding(amount) }
      guard sum == nil else { return }
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "payment.tooLarge", summary: "The sum of the payments is too large",
          detail: "Together they are more than 2⁶⁴−1 shannons, more than any coin can hold.",
          place: Place(file: "PAYMENT"), remedies: ["Correct the amounts."]))
    }

    private static func payment(
      _ text: String
    ) throws -> (recipient: SomaAddress, amount: Amount) {
      guard let separator = text.firstIndex(of: "=") else {
        throw CommandFailure(
          status: .invalidInput,
          underlying: Diagnostic(
            code: "payment.malformed", summary: "A text is not a payment",
            detail: "There is no `=` in it.", place: Place(file: "PAYMENT"),
            remedies: ["Write RECIPIENT=AMOUNT, such as 0x5be3…=2.5SOMA."]))
      }
      return (
        try TypedText.address(String(text[..<separator]), "PAYMENT"),
        try TypedText.payment(String(text[text.index(after: separator)...]), "PAYMENT")
      )
    }
  }
}
