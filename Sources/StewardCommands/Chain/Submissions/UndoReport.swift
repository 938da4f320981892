import ArgumentParser
import SomaTypes

extension ChainCommand {
  /// `steward chain undo-report`.
  struct UndoReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a report of this epoch back.", discussion: HelpText.submissionStatus)

    @Argument(help: "What was reported.")
    var subject: ReportSubject

    @Argument(help: "Id of the model or target, address of the validator.")
    var id: String

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let kind = try subject.kind(of: id, undo: true)
      try await submission.run { builder, _ in try builder.transaction(kind) }
    }
  }
}
