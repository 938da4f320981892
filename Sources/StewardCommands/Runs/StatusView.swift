import Lifecycle
import Manifest
import SomaTypes
import Steward

/// Every model in a line, the most urgent first.
struct StatusView {
  private let recorded: Recorded
  private let plan: Plan
  private let view: ChainView?
  private let circumstances: Circumstances

  init(
    _ recorded: Recorded, _ plan: Plan, _ observation: Observation,
    in circumstances: Circumstances
  ) {
    self.recorded = recorded
    self.plan = plan
    self.circumstances = circumstances
    view = observation.reading(notOlderThan: recorded.highestVersion).view.value
  }

  /// How a model fares.
  private enum Condition: Int, Comparable {
    case atRisk, lost, stopped, waiting, good

    var words: String {
      switch self {
      case .atRisk: "AT RISK"
      case .lost: "LOST"
      case .stopped: "needs you"
      case .waiting: "waiting"
      case .good: "safe"
      }
    }

    static func < (left: Condition, right: Condition) -> Bool { left.rawValue < right.rawValue }
  }

  private struct Line {
    var name: ResourceName
    var record: ModelRecord
    var condition: Condition
    var steps: [Step]
  }

  private var lines: [Line] {
    recorded.models.map { name, record in
      let mine = plan.about(name)
      let condition: Condition =
        if mine.risks.contains(where: { $0.model == name }) {
          .atRisk
        } else if !mine.losses.isEmpty {
          .lost
        } else if ![.good, .changes].contains(mine.status()) {
          .stopped
        } else if mine.steps.contains(where: { !$0.action.isProbe }) {
          .waiting
        } else {
          .good
        }
      return Line(name: name, record: record, condition: condition, steps: mine.steps)
    }.sorted { ($0.condition, $0.name) < ($1.condition, $1.name) }
  }

  /// The result.
  ///
  /// - Parameter detailed: Whether a program reads it, for which ids are whole.
  /// - Returns: Where it comes from, and a row for each model.
  func fields(detailed: Bool) -> [OutputValue.Field] {
    let lines = lines
    return [
      .init("chain", .text(recorded.chain)), .init("epoch", .number(plan.epoch?.rawValue)),
      .init("source", view == nil ? "the state alone: no node counts" : "chain"),
      .init("models", .list(lines.map { row($0, detailed) })),
    ]
  }

  private func row(_ line: Line, _ detailed: Bool) -> OutputValue {
    let id = line.record.modelID
    let reveal = line.steps.first {
      if case .reveal = $0.action { true } else { false }
    }
    let next = line.steps.first { !$0.action.isProbe }
    return .record([
      .init("name", line.name.text),
      .init("modelId", detailed ? .text(id) : .text(id?.short)),
      .init("state", state(of: id)), .init("condition", line.condition.words),
      .init("revealBy", .text(reveal.flatMap { circumstances.deadline($0.timing) })),
      .init("next", .text(next.map(words))),
    ])
  }

  private func words(_ step: Step) -> String {
    step.isDue
      ? step.action.words
      : "\(step.action.words): " + step.waits.map(\.words).joined(separator: "; ")
  }

  /// What the chain calls where the model stands.
  private func state(of id: ModelID?) -> String {
    guard let id else { return "none" }
    guard let view else { return "Unknown" }
    switch view.models[id]?.state {
    case nil: return "none"
    case .created: return "Created"
    case .pending: return "Pending"
    case .active(_, nil): return "Active"
    case .active: return "Active+update"
    case .inactive: return "Inactive"
    }
  }
}

extension StepAction {
  /// Whether it only looks.
  fileprivate var isProbe: Bool {
    if case .probe = self { true } else { false }
  }
}
