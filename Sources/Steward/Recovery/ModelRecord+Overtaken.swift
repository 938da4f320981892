import Lifecycle

extension ModelRecord {
  /// What is to be recorded when the chain has a commit of ours that this journal did not make: the content
  /// that it accepted is not to come back.
  ///
  /// Only if that content was committed before: then the journal is older than the commit, as one from a backup is,
  /// and would put the old weights in the place of the new ones. What was accepted and never committed may be
  /// newer, and stays.
  ///
  /// - Parameter content: What was committed; `nil` where its weights are not known.
  /// - Returns: `nil` when nothing is to be recorded.
  func overtaken(by content: ReleaseContent?) -> ModelEvent? {
    guard let accepted = acceptedContent, accepted != content else { return nil }
    let wasCommitted = attempts.contains { attempt in
      guard attempt.content == accepted else { return false }
      switch attempt.state {
      case .committed, .revealing, .live, .superseded: return true
      case .packed, .drilled, .creating, .created, .committing, .lapsed, .lost: return false
      }
    }
    return wasCommitted ? .accepted(spec, content) : nil
  }
}
