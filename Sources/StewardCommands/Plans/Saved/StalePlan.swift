import Diagnostics
import Lifecycle

/// A saved plan that must not be carried out any more, with every reason.
struct StalePlan: Error, Equatable {
  /// Why; never empty.
  var reasons: Set<SavedPlan.Staleness>
}

extension StalePlan: Explainable {
  /// The explanation, one line for each reason.
  var diagnostic: Diagnostic {
    Diagnostic(
      code: "savedPlan.stale", summary: "A saved plan is stale",
      detail: "Nothing was carried out.\n"
        + reasons.map(\.ordered).sorted { $0 < $1 }.map { "  \($0.1)" }.joined(separator: "\n"),
      remedies: ["Plan again, and review what is new:\n    steward plan --out FILE"])
  }
}

extension SavedPlan.Staleness: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .manifestsChanged: "manifestsChanged"
    case .anotherState: "anotherState"
    case .anotherChain: "anotherChain"
    case .ownersChanged: "ownersChanged"
    case .newConsequence: "newConsequence"
    case .dearer: "dearer"
    case .expired: "expired"
    }
  }

  var words: String {
    switch self {
    case .manifestsChanged: "the manifests are others now"
    case .anotherState: "it was made from another state"
    case .anotherChain: "it was made for another chain"
    case .ownersChanged: "a wallet has another address now"
    case .newConsequence(let action): "not reviewed: \(action.words)"
    case .dearer(let reviewed, let now): "it costs up to \(now) now, reviewed were \(reviewed)"
    case .expired(let last, let now): "it was good until epoch \(last), now is epoch \(now)"
    }
  }

  var sentence: String {
    switch self {
    case .newConsequence(let action):
      "It would do something that nothing takes back and nobody reviewed: \(action.sentence)"
    case .manifestsChanged, .anotherState, .anotherChain, .ownersChanged, .dearer, .expired:
      "\(words.capitalizedFirst)."
    }
  }

  /// The sentence, after a number that puts what matters most first.
  fileprivate var ordered: (Int, String) {
    switch self {
    case .anotherChain: (0, sentence)
    case .ownersChanged: (1, sentence)
    case .anotherState: (2, sentence)
    case .newConsequence: (3, sentence)
    case .dearer: (4, sentence)
    case .manifestsChanged: (5, sentence)
    case .expired: (6, sentence)
    }
  }
}
