import Lifecycle
import Manifest
import SomaTypes

/// A plan in one line: `2 to do now, 1 waits for epoch 7; at most 25.0143 SOMA, 25 of it stake;
/// irreversible: create first-model`.
struct PlanSummary {
  /// How many kinds of waiting, and how many irreversible actions, are named.
  private static let named = 6

  let plan: Plan

  /// What all steps together cost at most.
  var bound: Amount { consequences.upperBound }

  private var consequences: Consequences { Consequences(of: plan, until: plan.epoch ?? 0) }

  /// What all steps together stake at most.
  private var stake: Amount {
    plan.steps.reduce(.zero) { $0.adding($1.cost.stake) ?? Amount(.max) }
  }

  /// The line.
  var text: String {
    guard !plan.isEmpty else { return "Nothing to do: everything is as declared." }
    return [alarms, work, cost, irreversible].compactMap(\.self).joined(separator: "; ")
  }

  private var alarms: String? {
    let parts = [
      plan.risks.isEmpty ? nil : plan.risks.count.counted("risk"),
      plan.losses.isEmpty ? nil : plan.losses.count.counted("loss", "losses"),
      plan.problems.isEmpty ? nil : plan.problems.count.counted("problem"),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private var work: String {
    let due = plan.due.count
    var parts = [due == 0 ? "nothing to do now" : "\(due) to do now"]
    var counts: [(object: String, count: Int)] = []
    for step in plan.steps {
      guard let wait = step.mainWait else { continue }
      let object = wait.summarized
      if let index = counts.firstIndex(where: { $0.object == object }) {
        counts[index].count += 1
      } else {
        counts.append((object, 1))
      }
    }
    parts += counts.prefix(Self.named).map {
      "\($0.count) \($0.count == 1 ? "waits" : "wait") for \($0.object)"
    }
    let rest = counts.dropFirst(Self.named).reduce(0) { $0 + $1.count }
    if rest > 0 { parts.append("\(rest) more \(rest == 1 ? "waits" : "wait")") }
    return parts.joined(separator: ", ")
  }

  private var cost: String? {
    guard bound > .zero else { return nil }
    return "at most \(bound)" + (stake > .zero ? ", \(stake.soma) of it stake" : "")
  }

  private var irreversible: String? {
    let actions = consequences.irreversible.map(\.words).sorted()
    guard !actions.isEmpty else { return nil }
    let more = actions.count - Self.named
    return "irreversible: " + actions.prefix(Self.named).joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }
}

extension Wait {
  /// What is waited for without the numbers that differ from one step to the next.
  fileprivate var summarized: String {
    switch self {
    case .approval: "an approval"
    case .earlierStep, .epoch, .permit, .intent, .coin, .reserve, .funds, .lateInEpoch,
      .oncePerEpoch,
      .minimumInterval, .spendingLimit, .watchman, .paused, .safeMode, .unknownProtocol,
      .architecture, .minimumStake, .weights, .embeddingDimension, .backOff, .stopped, .knowledge,
      .journalBehindChain, .foreignUpdate, .reachableWeights, .activity, .probableRename,
      .acceptance, .replacement, .wallet:
      String(object.prefix { $0 != ":" })
    }
  }
}

extension IrreversibleAction: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .create: "create"
    case .stake: "stake"
    case .retire: "retire"
    }
  }

  var words: String {
    switch self {
    case .create(let name, _): "create \(name)"
    case .stake(let name, _, _): "stake on \(name)"
    case .retire(let name, _): "retire \(name)"
    }
  }

  var sentence: String {
    switch self {
    case .create(let name, let stake): "Create model \(name) with a stake of \(stake) at most."
    case .stake(let name, let id, let amount):
      "Stake \(amount) at most on model \(name), \(id)."
    case .retire(let name, let id): "Retire model \(name), \(id), for good."
    }
  }
}
