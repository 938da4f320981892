import Manifest
import SomaTypes

/// A step without its coins.
struct Draft {
  var step: Step
  var need: CoinNeed = .none
  /// Breaks ties of the rank; lower goes first.
  var urgency = 0
  /// The larger pool goes first.
  var pool = Amount.zero

  /// What comes first is what is due; then, by rank, what costs most if it is late.
  static func precedes(_ left: Draft, _ right: Draft) -> Bool {
    if left.step.isDue != right.step.isDue { return left.step.isDue }
    // Steps that wait stay in the order of their pipeline.
    let ranks = (left.rank, right.rank)
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if left.urgency != right.urgency { return left.urgency < right.urgency }
    if left.pool != right.pool { return right.pool < left.pool }
    return (left.step.model?.text ?? "") < (right.step.model?.text ?? "")
  }

  private var rank: Int {
    if step.isDue { return step.action.rank }
    if case .reveal = step.action { return 1 }
    return 2
  }
}

/// Which coins a step signs over.
enum CoinNeed: Equatable {
  /// None.
  case none
  /// Any that is usable, the main coin last: for what has a deadline.
  case anything
  /// The same, while two are free: one for the commit, one for whatever becomes of it.
  case commit
  /// The main coin, which must hold this much.
  case main(Amount)
  /// The main coin, which must hold this much, and a reserve coin, while two are free.
  case mainAndCommit(Amount)
  /// The main coin, which must hold this much, and a reserve coin for gas.
  case mainAndReserve(Amount)
}
