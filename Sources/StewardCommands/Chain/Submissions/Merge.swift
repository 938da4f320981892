import ArgumentParser
import SomaTypes

extension ChainCommand {
  /// `steward chain merge`.
  struct Merge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Merge the poorest coins, up to 256, so that two are left of them.",
      discussion: """
        Merging costs one small fee. Run it again while there are more. It takes no --gas-coin: the \
        coins pay themselves.

        \(HelpText.submissionStatus)
        """)

    @OptionGroup var submission: SubmissionOptions

    func validate() throws {
      guard submission.gasCoin == nil else {
        throw ValidationError("merge takes no --gas-coin: the merged coins pay.")
      }
    }

    func run() async throws {
      try await submission.run { builder, _ in try builder.mergeCoins() }
    }
  }
}
