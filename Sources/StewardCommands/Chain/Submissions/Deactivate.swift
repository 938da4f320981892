import ArgumentParser
import Diagnostics
import SomaTypes

extension ChainCommand {
  /// `steward chain deactivate`.
  struct Deactivate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End an Active model, for ever.",
      discussion: """
        An Inactive model never becomes Active again and takes no stake; its stake can be withdrawn.

          steward chain deactivate 0x855c6b82… --dry-run
          steward chain deactivate 0x855c6b82… --irreversible

        Exit status 3: --irreversible is missing, and nothing was sent. \(HelpText.submissionStatus)
        """)

    @Argument(help: "Id of the model.")
    var model: String

    @Flag(help: "Says that you know that this cannot be undone.")
    var irreversible = false

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let model = try TypedText.id(model, "MODEL", of: ModelKind.self)
      guard irreversible || submission.dryRun else {
        throw CommandFailure(
          status: .needsApproval,
          underlying: Diagnostic(
            code: "deactivate.needsApproval", summary: "This cannot be undone",
            detail: "\(model) would end for ever. Nothing was sent.",
            remedies: [
              "See what would happen: add --dry-run.",
              "If that is what you want: add --irreversible.",
            ]))
      }
      try await submission.run { builder, _ in
        try builder.transaction(.deactivateModel(modelID: model))
      }
    }
  }
}
