import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain claim`.
  struct Claim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Collect the reward of a filled target, or the rest of an expired one.",
      discussion: """
        A hit can be claimed two epochs after it. `steward chain targets --status claimable` lists \
        what can be.

        \(HelpText.submissionStatus)
        """)

    @Argument(help: "Id of the target.")
    var target: String

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let target = try TypedText.id(target, "TARGET", of: TargetKind.self)
      try await submission.run { builder, chain in
        try await builder.claimRewards(target, on: chain)
      }
    }
  }
}
