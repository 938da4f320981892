import ArgumentParser
import SomaTypes

/// What validators can report.
enum ReportSubject: String, CaseIterable, ExpressibleByArgument {
  case model
  case validator
  case submission

  /// The report, or taking it back.
  func kind(of id: String, undo: Bool) throws -> TransactionKind {
    switch self {
    case .model:
      let id = try TypedText.id(id, "ID", of: ModelKind.self)
      return undo ? .undoReportModel(modelID: id) : .reportModel(modelID: id)
    case .validator:
      let address = try TypedText.address(id, "ID")
      return undo
        ? .undoReportValidator(reportee: address) : .reportValidator(reportee: address)
    case .submission:
      let id = try TypedText.id(id, "ID", of: TargetKind.self)
      return undo ? .undoReportSubmission(targetID: id) : .reportSubmission(targetID: id)
    }
  }
}
