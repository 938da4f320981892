import ArgumentParser
import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import StateStore
import Steward

/// `steward status`.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show whether your models are safe, the most urgent first. Changes nothing.",
    discussion: """
        steward status
        steward status first-model
        steward status --output json

      Without the chain it shows what the state knows, and says so.

      Exit status: 0 all is well, 10 a model is at risk, 11 a loss, 9 the chain is unavailable, 12 the state \
      cannot be used, 5 there is no such model, 64 wrong usage.
      """)

  @Argument(help: "One model, with every step that is left.")
  var name: String?

  @OptionGroup var run: RunOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    var options = run
    let directory = try run.location.existing()
    options.location.state = directory
    let networks = try await Reconcile.networks(of: directory)
    try await options.withSession(
      on: networks, access: .readingAndWriting, watchman: .scheduledRuns, report: { _ in }
    ) { session in
      let printer = RunPrinter(output: output, context: session.context, networks: networks)
      var look = try await session.run.look(.accepted, files: .none)
      if let name {
        let (name, _) = try DecisionOptions.model(name, in: session.context.journal)
        look.plan = look.plan.about(name)
        try printer.write(look.plan, look.observation)
      } else {
        let view = StatusView(
          session.context.journal.recorded, look.plan, look.observation,
          in: printer.view(of: look.plan, look.observation).circumstances)
        try output.write(schema: "steward/status/v1", view.fields(detailed: output.isForScripts))
      }
      let outcome = RunOutcome(plan: look.plan, observation: look.observation)
      for diagnostic in outcome.diagnostics { Terminal.write(diagnostic) }
      let isUrgent: Set<PlanStatus> = [.atRisk, .loss, .stateUnusable, .unavailable, .failed]
      let status = look.plan.status()
      guard isUrgent.contains(status), let code = ExitStatus(status) else { return }
      throw ExitCode(code.rawValue)
    }
  }
}

extension Plan {
  /// What of the plan is about one model.
  func about(_ name: ResourceName) -> Plan {
    Plan(
      epoch: epoch, steps: steps.filter { $0.model == name },
      risks: risks.filter { $0.model == name || $0.model == nil },
      losses: losses.filter { $0.model == name },
      problems: problems.filter { $0.model == name || $0.model == nil })
  }
}
