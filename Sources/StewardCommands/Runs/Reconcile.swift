import ArgumentParser
import Diagnostics
import Glibc
import Lifecycle
import Manifest
import SomaTypes
import StateStore
import Steward

/// `steward reconcile`.
struct Reconcile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drive what was applied: reveal what is due, resolve what is unknown, repair, go on.",
    discussion: """
      For cron: one pass, no questions, no manifests. A good interval is a fiftieth of an epoch or less.

        */5 * * * * steward reconcile
        steward reconcile --watch
        steward reconcile --reveal-only

      Exit status: as of `steward apply`.
      """)

  @Flag(help: "Stay, and look again every hundredth of an epoch, a minute at most.")
  var watch = false

  @Flag(help: "Only reveals and unknown outcomes: no new obligation, no bytes moved.")
  var revealOnly = false

  @Flag(help: "End with 2 when something waits for an epoch.")
  var detailedExitcode = false

  @OptionGroup var run: RunOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    var options = run
    let directory = try run.location.path()
    options.location.state = directory
    let networks = try await Self.networks(of: directory)
    let reporter = RunReporter(run.progress)
    try await options.withSession(
      on: networks, use: .writing, watchman: watch ? .thisProcess : .scheduledRuns,
      report: { reporter.report($0) }
    ) { session in
      let printer = RunPrinter(output: output, context: session.context, networks: networks)
      let isRevealOnly = revealOnly
      while true {
        let pass = {
          try await session.run.untilQuiet(files: isRevealOnly ? .none : .changing) {
            !isRevealOnly || $0.action.isUrgent
          }
        }
        var outcome = RunOutcome(try await pass())
        let isNoted = try await Self.noteWatchman(outcome, session, watch: watch)
        // What waited for a run that works need not wait for the next one.
        if isNoted, outcome.plan.steps.contains(where: { $0.waits.contains(.watchman) }) {
          outcome = RunOutcome(try await pass())
        }
        guard watch else {
          try printer.writeEnd(of: outcome)
          return try printer.end(outcome, detailed: detailedExitcode)
        }
        for diagnostic in outcome.diagnostics { Terminal.write(diagnostic) }
        let epoch =
          outcome.observation.observed.nodes
          .compactMap { $0.chain?.parameters.epochDurationMs }.min() ?? 6_000_000
        try await session.context.clock.sleep(
          .milliseconds(Int64(clamping: min(60_000, max(epoch / 100, 200)))))
      }
    }
  }

  /// The networks of everything that was applied.
  static func networks(of directory: String) async throws -> [NetworkSpec] {
    let state = try await StateDatabase.open(
      directory, options: StateOptions(access: .reading))
    let journal = try await Journal(state)
    try await state.close()
    return try ManifestFiles.distinct(
      journal.recorded.models.values.sorted { $0.spec.name < $1.spec.name }.map(\.spec.network))
  }

  /// An unattended run that read the chain and could use what a reveal needs shows that somebody watches.
  ///
  /// - Returns: Whether that is on record now.
  private static func noteWatchman(
    _ outcome: RunOutcome, _ session: RunSession, watch: Bool
  ) async throws -> Bool {
    let chainMs = outcome.observation.observed.nodes
      .compactMap { $0.chain?.checkpoint.timestampMs }.max()
    let canSee =
      outcome.plan.epoch != nil && outcome.observation.secretProblem == nil
      && outcome.observation.walletProblems.isEmpty
    guard let chainMs, canSee, watch || isatty(STDIN_FILENO) == 0 else { return false }
    return try await session.context.journal.record(.watched(WatchmanRecord(succeededMs: chainMs)))
  }
}

extension StepAction {
  /// Whether it keeps a promise that was made already.
  fileprivate var isUrgent: Bool {
    switch self {
    case .record, .send, .resolve, .abandon, .reveal, .identify: true
    default: false
    }
  }
}
