import Lifecycle
import SomaTypes

extension Step {
  /// What it does and what that can cost, for one line: `stake 25 SOMA, fee at most 0.0132 SOMA`.
  var words: String {
    cost.fee > .zero ? "\(action.words), fee at most \(cost.fee)" : action.words
  }

  /// `+` for what leads to a new model, `-` for the end of one, `~` for what changes something, and `·` for
  /// what only looks or keeps books.
  var symbol: Character {
    switch action {
    case .create: "+"
    case .retire: "-"
    case .record, .rename, .identify, .adopt, .compare, .probe: "·"
    case .send, .resolve, .abandon, .reveal, .seal, .upload, .verify, .pack, .drill, .makeReserve,
      .commit, .setCommission, .topUp, .repair, .claim:
      reason == .declaredButAbsent ? "+" : "~"
    }
  }

  /// The wait that a summary counts it under: the first that says more than that an earlier step comes
  /// first.
  var mainWait: Wait? { waits.first { $0 != .earlierStep } ?? waits.first }
}
