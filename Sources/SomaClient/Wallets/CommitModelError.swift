public import Diagnostics
public import SomaTypes

/// Which of the two transactions of a first commit did not succeed, and what is owed now.
public enum CommitModelError: Error, Sendable {
  /// The model was not created. Nothing is owed.
  case notCreated(any Error)
  /// It may have been created, or may be later; then it has this id, and a commit is due by the end of
  /// the epoch after that in which it was created.
  case mayBeCreated(ModelID, any Error)
  /// It was created, and the commit did not succeed. It is due by the end of epoch `due`.
  case notCommitted(ModelID, due: Epoch?, any Error)
  /// It was created, and the commit may have run. If not, it is due by the end of epoch `due`.
  case mayBeCommitted(ModelID, due: Epoch?, any Error)
}

extension CommitModelError: Explainable {
  /// The explanation, with what is owed.
  public var diagnostic: Diagnostic {
    let (name, summary, detail, cause): (String, String, String, any Error) =
      switch self {
      case .notCreated(let cause):
        ("notCreated", "The model was not created", "Nothing is owed.", cause)
      case .mayBeCreated(let id, let cause):
        (
          "mayBeCreated", "It is not known whether the model was created",
          "If it was, its id is \(id), and it loses half of its stake unless it is committed by the "
            + "end of the epoch after its creation.", cause
        )
      case .notCommitted(let id, let due, let cause):
        (
          "notCommitted", "The model was created, but not committed",
          "\(id) is Created. It loses half of its stake at the end of \(Self.text(due)), and again "
            + "at every epoch after, until it is committed.", cause
        )
      case .mayBeCommitted(let id, let due, let cause):
        (
          "mayBeCommitted", "It is not known whether the model was committed",
          "\(id) is Created or Pending. If it is still Created at the end of \(Self.text(due)), it "
            + "loses half of its stake; if it is Pending, it must be revealed in the epoch after its "
            + "commit.", cause
        )
      }
    let inner = (cause as? any Explainable)?.diagnostic
    return Diagnostic(
      code: "commit.\(name)", summary: summary,
      detail:
        "\(detail)\n\(inner.map { "\($0.summary): \($0.detail) (\($0.code))" } ?? "\(cause)")",
      remedies: inner?.remedies ?? [])
  }

  private static func text(_ epoch: Epoch?) -> String {
    epoch.map { "epoch \($0)" } ?? "the next epoch"
  }
}
