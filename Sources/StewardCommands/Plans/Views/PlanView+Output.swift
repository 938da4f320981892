import Diagnostics
import Lifecycle
import Manifest
import SomaTypes

// The plan for scripts: `steward/plan/v1`.
extension PlanView {
  /// Everything but the name of the schema.
  var fields: [OutputValue.Field] {
    let status = plan.status(detailed: true)
    return [
      .init("network", .text(network)),
      .init("chain", .text(chain)),
      .init("epoch", .number(plan.epoch?.rawValue)),
      .init(
        "status",
        .record([
          .init("code", status.code), .init("exitStatus", .number(UInt64(status.rawValue))),
          .init("words", status.words),
        ])),
      .init("summary", .text(summary)),
      .init("steps", .list(plan.steps.map(output))),
      .init("risks", .list(plan.risks.map(output))),
      .init("losses", .list(plan.losses.map(output))),
      .init("problems", .list(plan.problems.map(output))),
      .init("consequences", consequences),
    ]
  }

  private var consequences: OutputValue {
    let consequences = Consequences(of: plan, until: plan.epoch ?? 0)
    return .record([
      .init(
        "irreversible",
        .list(consequences.irreversible.sorted { $0.sentence < $1.sentence }.map(\.output))),
      .init("upperBoundShannons", .text(String(consequences.upperBound.shannons))),
    ])
  }

  private func output(_ step: Step) -> OutputValue {
    let timing = step.timing
    return .record([
      .init("model", .text(step.model)), .init("wallet", .text(step.wallet)),
      .init("action", step.action.code), .init("words", step.words),
      .init("modelId", .text(step.action.modelID)),
      .init("transaction", .text(step.action.transaction)),
      .init(
        "reason",
        .record([.init("code", step.reason.code), .init("words", step.reason.words)])),
      .init("due", .bool(step.isDue)),
      .init("waits", .list(step.waits.map { output($0, of: step) })),
      .init("firstEpoch", .number(timing.firstEpoch?.rawValue)),
      .init("lastEpoch", .number(timing.lastEpoch?.rawValue)),
      .init("deadline", .text(timing.deadlineMs.flatMap(LocalTime.iso8601))),
      .init("fee", step.cost.fee.output), .init("stake", step.cost.stake.output),
      .init("irreversible", .bool(step.isIrreversible)),
      .init("permit", step.permit.map(output) ?? .null),
    ])
  }

  private func output(_ wait: Wait, of step: Step) -> OutputValue {
    let diagnostic = wait.diagnostic(of: step)
    return .record([
      .init("code", wait.code), .init("words", wait.words),
      .init("needsPerson", .bool(diagnostic != nil)),
      .init("remedies", .list((diagnostic?.remedies ?? []).map { .text($0) })),
    ])
  }

  private func output(_ permit: RevealPermit) -> OutputValue {
    let now = circumstances.now.monotonicMs
    let left = permit.validUntilMs > now ? permit.validUntilMs - now : 0
    return .record([
      .init("commitEpoch", .number(permit.commit.commitEpoch.rawValue)),
      .init("first", .bool(permit.commit.isFirst)), .init("validForMs", .number(left)),
    ])
  }

  private func output(_ risk: Risk) -> OutputValue {
    let timing = risk.model.flatMap { circumstances.deadlines[$0] }
    return .record(
      finding(risk.model, risk.words, risk.diagnostic(in: circumstances)) + [
        .init("lastEpoch", .number(timing?.lastEpoch?.rawValue)),
        .init("deadline", .text(timing?.deadlineMs.flatMap(LocalTime.iso8601))),
      ])
  }

  private func output(_ loss: Loss) -> OutputValue {
    .record(finding(loss.model, loss.words, loss.diagnostic(in: circumstances)))
  }

  private func output(_ problem: Problem) -> OutputValue {
    .record(
      finding(problem.model, problem.words, problem.diagnostic) + [
        .init("exitStatus", .number(UInt64(problem.status.rawValue)))
      ])
  }

  private func finding(
    _ model: ResourceName?, _ words: String, _ diagnostic: Diagnostic
  ) -> [OutputValue.Field] {
    [
      .init("model", .text(model)), .init("code", .text(diagnostic.code)),
      .init("words", .text(words)), .init("summary", .text(diagnostic.summary)),
      .init("detail", .text(diagnostic.detail)),
      .init("remedies", .list(diagnostic.remedies.map { .text($0) })),
    ]
  }
}

extension IrreversibleAction {
  /// The action for scripts.
  var output: OutputValue {
    switch self {
    case .create(let name, let stake):
      .record([
        .init("action", code), .init("model", name), .init("modelId", .null),
        .init("stakeShannons", String(stake.shannons)),
      ])
    case .stake(let name, let id, let amount):
      .record([
        .init("action", code), .init("model", name), .init("modelId", id),
        .init("stakeShannons", String(amount.shannons)),
      ])
    case .retire(let name, let id):
      .record([
        .init("action", code), .init("model", name), .init("modelId", id),
        .init("stakeShannons", .null),
      ])
    }
  }
}
