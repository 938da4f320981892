import Diagnostics

/// Why what a scoring service found is of no use.
enum ScoreReplyError: Error, Equatable {
  /// It names a model that was not in the request, by its place.
  case noSuchWinner(UInt64)
}

extension ScoreReplyError: Explainable {
  var diagnostic: Diagnostic {
    switch self {
    case .noSuchWinner(let index):
      Diagnostic(
        code: "score.noSuchWinner", summary: "The scoring names a winner that was not there",
        detail: "The winner is number \(index), and there are not so many models or distances.",
        remedies: ["Score again, with another scoring service if there is one."])
    }
  }
}
