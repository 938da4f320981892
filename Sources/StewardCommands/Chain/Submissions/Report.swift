import ArgumentParser
import SomaTypes

extension ChainCommand {
  /// `steward chain report`.
  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Report a model, a validator or a submission; for validators.",
      discussion: """
        A report counts in the epoch in which it is made. A submission is named by its target.

          steward chain report model 0x855c6b82…

        \(HelpText.submissionStatus)
        """)

    @Argument(help: "What is reported.")
    var subject: ReportSubject

    @Argument(help: "Id of the model or target, address of the validator.")
    var id: String

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let kind = try subject.kind(of: id, undo: false)
      try await submission.run { builder, _ in try builder.transaction(kind) }
    }
  }
}
