import ArgumentParser
import Diagnostics
import Foundation
import Lifecycle
import Manifest
import SomaTypes
import StateStore
import Steward

/// `steward apply`.
struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the chain as the manifests say: accept them, and take the first safe steps.",
    discussion: """
      Shows what will happen and asks before anything that nothing takes back. What is accepted is \
      recorded in the state; `steward reconcile`, from cron, then drives it on, also through the reveal.

        steward apply manifests/
        steward apply manifests/ --wait
        steward apply manifests/ --yes --no-watchman

      A commit must be revealed in the next epoch, or half of the stake and the model are lost. So a first \
      commit waits until an unattended `steward reconcile` was seen to work, unless this command stays for \
      the reveal (--wait) or --no-watchman says that somebody else will run it in time.

      Exit status: 0 as declared, or waiting with nothing wrong; 3 needs approval; 4 changed input; 5 invalid \
      or not ready, nothing was sent; 6 another run has the wallet; 7 a secret is unavailable; 8 no funds; \
      9 chain or host unavailable; 10 a model is at risk; 11 a loss; 12 the state cannot be used; 1 failed; \
      2 with --detailed-exitcode: waiting for an epoch.
      """)

  @Argument(help: "Files, directories, patterns, or - for standard input.", completion: .file())
  var paths: [String]

  @Flag(name: [.short, .long], help: "Approve creates and stakes inside the declared limits.")
  var yes = false

  @Flag(help: "Stay until every model is as declared: through epochs and reveals.")
  var wait = false

  @Flag(help: "Commit although no unattended run was seen to work.")
  var noWatchman = false

  @Flag(help: "End with 2 when something waits for an epoch.")
  var detailedExitcode = false

  @OptionGroup var run: RunOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !paths.isEmpty else {
      throw ValidationError("Name files or directories, or - for standard input.")
    }
  }

  func run() async throws {
    let set = try ManifestFiles(paths: paths).read()
    let networks = try ManifestFiles.networks(of: set)
    let reporter = RunReporter()
    let watchman: Watchman = wait ? .thisProcess : noWatchman ? .waived : .scheduledRuns
    try await run.withSession(
      on: networks, access: .readingAndCreating, watchman: watchman,
      parallelism: set.defaults.concurrency.uploads, report: { reporter.report($0) }
    ) { session in
      let printer = RunPrinter(output: output, context: session.context, networks: networks)
      let acceptance = Acceptance(session, set.models)
      let look = try await session.run.look(.declared(set.models), files: .all)
      if output.output == .table { try printer.write(look.plan, look.observation) }
      try acceptance.requireFeasibility(look.plan)
      let actions = acceptance.irreversible(in: look.plan)
      let approved = try approval(of: actions, in: look.plan)
      try await acceptance.accept(look.plan, look.observation, approving: approved)
      let result = try await RunWaiting(session).untilSettled(stays: wait)
      let outcome = RunOutcome(result)
      try printer.writeEnd(of: outcome)
      try printer.end(outcome, detailed: detailedExitcode)
    }
  }

  /// Which of the irreversible steps a person approves: all of them on a terminal, or none; with --yes
  /// those that the manifests do not reserve for `steward approve`.
  private func approval(of steps: [Step], in plan: Plan) throws -> [Step] {
    guard !steps.isEmpty else { return [] }
    if yes { return steps }
    guard let prompt = TerminalPrompt() else { return [] }
    let words = steps.map { "  \($0.model?.text ?? ""): \($0.action.words)" }
    prompt.show("Nothing takes this back:\n" + words.joined(separator: "\n"))
    let answer = try prompt.line("Go on? Only `yes` does it")
    guard answer == "yes" else {
      throw CommandFailure(
        status: .needsApproval,
        underlying: Diagnostic(
          code: "apply.declined", summary: "Nothing was applied",
          detail: "The question was not answered with `yes`.",
          remedies: ["Run it again when you want it."]))
    }
    return steps
  }
}
