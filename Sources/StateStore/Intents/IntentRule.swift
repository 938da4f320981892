import SomaTypes

/// Which intents may be open at the same time. Pure.
enum IntentRule {
  /// Why an intent must not be recorded beside others.
  ///
  /// - Parameters:
  ///   - new: What is to be recorded.
  ///   - open: All intents of the wallet whose outcome may still change.
  /// - Returns: `nil` when it may.
  static func objection(to new: IntentRecord, beside open: [IntentRecord]) -> String? {
    if new.kind == .reveal, !new.isSealed { return "the bytes of a reveal must be sealed" }
    // An abandonment is meant to spend what another intent uses.
    if new.kind != .abandonment {
      let taken = open.first { old in
        old.inputs.contains { input in
          new.inputs.contains { $0.id == input.id && $0.version == input.version }
        }
      }
      if let taken { return "the unresolved \(taken.kind.rawValue) \(taken.digest) uses its coin" }
    }
    let same = open.filter { $0.model == new.model && $0.kind == new.kind }
    // Payments of a wallet without a model are told apart by their coins alone.
    guard new.model != nil, same.count >= new.kind.openLimit, let first = same.first else {
      return nil
    }
    return "the \(first.kind.rawValue) \(first.digest) is unresolved"
  }
}
