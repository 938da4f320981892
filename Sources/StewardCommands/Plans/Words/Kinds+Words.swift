import Lifecycle
import Manifest

extension ActionKind: Worded {
  var words: String {
    switch self {
    case .create: "create"
    case .commit: "commit"
    case .reveal: "reveal"
    case .commission: "change of the commission"
    case .stake: "stake"
    case .retire: "retirement"
    case .reserve: "payment of reserve coins"
    case .claim: "claim"
    }
  }

  var sentence: String {
    switch self {
    case .create: "A create registers a model and stakes on it."
    case .commit: "A commit promises weights, an embedding and a key."
    case .reveal: "A reveal publishes the key and the embedding of a commit."
    case .commission: "A change of the commission counts from the next epoch on."
    case .stake: "A stake cannot be taken back by this program."
    case .retire: "A retirement ends a model for good."
    case .reserve: "A payment of the wallet to itself makes coins for commits and reveals."
    case .claim: "A claim collects rewards."
    }
  }
}

extension ApprovedAction: Worded {
  var words: String { rawValue }

  var sentence: String {
    switch self {
    case .create: "To create a model stakes money on it, which nothing takes back."
    case .stake: "To stake binds money, which nothing takes back."
    case .retire: "To retire a model ends it for good."
    case .force:
      "To force is to reveal although the length of embeddings has changed since the commit."
    }
  }
}

extension PlanStatus: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .good: "good"
    case .failed: "failed"
    case .changes: "changes"
    case .needsApproval: "needsApproval"
    case .refusedByPolicy: "refusedByPolicy"
    case .preflight: "preflight"
    case .secretUnavailable: "secretUnavailable"
    case .funds: "funds"
    case .unavailable: "unavailable"
    case .atRisk: "atRisk"
    case .loss: "loss"
    case .stateUnusable: "stateUnusable"
    }
  }

  var words: String {
    switch self {
    case .good: "nothing is wrong"
    case .failed: "stopped after failures"
    case .changes: "there is something to do"
    case .needsApproval: "somebody must approve"
    case .refusedByPolicy: "policy refuses to act"
    case .preflight: "what is declared is not possible"
    case .secretUnavailable: "a secret is unavailable"
    case .funds: "not enough funds or coins"
    case .unavailable: "the chain or a host is unavailable"
    case .atRisk: "at risk: somebody is needed"
    case .loss: "something is lost"
    case .stateUnusable: "the state lacks what the chain shows"
    }
  }

  var sentence: String { "\(words.capitalizedFirst) (exit status \(rawValue))." }
}

extension Ignorance: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .noNodeAnswered: "noNodeAnswered"
    case .onlyStaleNodes: "onlyStaleNodes"
    case .nodesDisagree: "nodesDisagree"
    case .notAsked: "notAsked"
    case .unreadable: "unreadable"
    }
  }

  var words: String {
    switch self {
    case .noNodeAnswered: "no node answered"
    case .onlyStaleNodes: "every node that answered is behind our own transactions"
    case .nodesDisagree: "the nodes contradict each other"
    case .notAsked: "nobody has asked yet"
    case .unreadable: "what was answered cannot be read"
    }
  }

  var sentence: String { "\(words.capitalizedFirst)." }
}

extension PermitRefusal: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .noNodeAnswered: "noNodeAnswered"
    case .noNodeShowsTheWindow: "noNodeShowsTheWindow"
    case .notUnanimous: "notUnanimous"
    case .noMajority: "noMajority"
    }
  }

  var words: String {
    switch self {
    case .noNodeAnswered: "no node answered"
    case .noNodeShowsTheWindow: "no node shows the window"
    case .notUnanimous(let showing, let answering):
      "\(showing) of \(answering.counted("node")) show the window, all must"
    case .noMajority(let showing, let answering):
      "\(showing) of \(answering.counted("node")) show the window, more than half must"
    }
  }

  var sentence: String {
    switch self {
    case .noNodeAnswered:
      "No node answered, so nobody can tell whether the key may leave."
    case .noNodeShowsTheWindow:
      "No node shows the epoch after the commit with exactly this commit waiting, so the key stays here."
    case .notUnanimous(let showing, let answering):
      """
      \(showing) of \(answering.counted("node")) that answered show the window; until a tenth of it is \
      gone all must.
      """
    case .noMajority(let showing, let answering):
      """
      \(showing) of \(answering.counted("node")) that answered show the window; more than half must, \
      or, for a first reveal after a quarter of it, one whose checkpoints advance.
      """
    }
  }
}

extension WeightsDefect: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .stepsDiffer: "stepsDiffer"
    case .embeddingDimension: "embeddingDimension"
    case .embeddingValues: "embeddingValues"
    case .weights: "weights"
    case .pinMismatch: "pinMismatch"
    }
  }

  var words: String {
    switch self {
    case .stepsDiffer: "weights and embedding are of different steps"
    case .embeddingDimension(let found):
      "the embedding has \(found.counted("value")), another number than the chain's targets"
    case .embeddingValues: "the embedding has values that are not finite, or only zeros"
    case .weights: "the weights are damaged or of another architecture"
    case .pinMismatch: "the bytes are not those that the manifest pins"
    }
  }

  var sentence: String { "\(words.capitalizedFirst)." }
}

extension WeightsView: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .notRead: "notRead"
    case .missing: "missing"
    case .busy: "busy"
    case .unusable: "unusable"
    case .ready: "ready"
    }
  }

  var words: String {
    switch self {
    case .notRead: "nobody has read the files in this run"
    case .missing: "the files are not there"
    case .busy: "the files are being written"
    case .unusable(let defect): defect.words
    case .ready(let content): "the files hold weights \(content.plaintext.short) now"
    }
  }

  var sentence: String { "\(words.capitalizedFirst)." }
}
