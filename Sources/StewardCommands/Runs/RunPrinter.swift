import ArgumentParser
import Diagnostics
import Glibc
import Lifecycle
import Manifest
import SomaTypes
import StateStore
import Steward

/// Prints plans and ends of runs in the format that was asked for.
struct RunPrinter {
  let output: OutputOptions
  let context: RunContext
  let networks: [NetworkSpec]

  /// The plan, ready to be shown.
  func view(of plan: Plan, _ observation: Observation) -> PlanView {
    let recorded = context.journal.recorded
    let ids = recorded.models.compactMapValues(\.modelID)
    let chain = observation.reading(notOlderThan: recorded.highestVersion).view.value
    return PlanView(
      plan, network: networks.first?.name.text ?? "", chain: context.chainID,
      now: Lifecycle.Moment(
        wallClockMs: context.clock.wallClockMs(), monotonicMs: context.clock.monotonicMs()),
      atStake: chain?.atStake(ids) ?? [:])
  }

  /// Prints a plan as the result.
  func write(_ plan: Plan, _ observation: Observation) throws {
    let view = view(of: plan, observation)
    switch output.output {
    case .table:
      try Terminal.writeResult(view.text(width: Self.width, color: Self.hasColor))
    case .markdown, .json, .yaml: try output.write(schema: PlanView.schema, view.fields)
    }
  }

  /// Prints how a run ended: what is left, and who will reveal what waits.
  func writeEnd(of outcome: RunOutcome) throws {
    guard output.output == .table else {
      return try write(outcome.plan, outcome.observation)
    }
    let view = view(of: outcome.plan, outcome.observation)
    try Terminal.writeResult(view.summary)
    var isOwed = false
    for step in outcome.plan.steps {
      guard case .reveal = step.action, let name = step.model else { continue }
      isOwed = true
      let deadline = view.circumstances.deadline(step.timing) ?? "in its window"
      let first = step.timing.firstEpoch.map { "from epoch \($0) on, " } ?? ""
      try Terminal.writeResult("\(name): the reveal is due \(first)\(deadline)")
    }
    if isOwed { try Terminal.writeResult(whoReveals(outcome)) }
  }

  /// Who reveals, as far as this state has seen anybody work.
  private func whoReveals(_ outcome: RunOutcome) -> String {
    let nodes = outcome.observation.observed.nodes.compactMap(\.chain)
    guard let last = context.journal.shared.watchman?.succeededMs,
      let now = nodes.map(\.checkpoint.timestampMs).max(),
      let epoch = nodes.map(\.parameters.epochDurationMs).min(),
      EpochSpan(from: last, to: now, of: epoch) <= Margins.alarm
    else {
      return """
        NOTHING is known to run here that will reveal it. Install this line, or run it by hand in that epoch:
            */5 * * * * steward reconcile --state \(shellQuoted(context.journal.state.directory))
        """
    }
    return "Scheduled runs will do it: the last one was \((now - min(last, now)) / 1000) s ago."
  }

  /// Ends a run: explains what went wrong, and throws the status that it ends with.
  func end(_ outcome: RunOutcome, detailed: Bool = false) throws {
    for diagnostic in outcome.diagnostics { Terminal.write(diagnostic) }
    if let status = outcome.status(detailed: detailed) { throw ExitCode(status.rawValue) }
  }

  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return PlanView.widthOfPipe }
    return Int(size.ws_col)
  }

  static var hasColor: Bool {
    isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil
      && getenv("TERM").map { String(cString: $0) } != "dumb"
  }
}
