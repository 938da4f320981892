import ArgumentParser
import Custody
import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import StateStore
import Steward

/// `steward recover`.
struct Recover: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Bring a state back from words, wallet, chain and manifests, so that what is due is revealed.",
    discussion: """
      For a machine that has the wallet, the manifests, and a keyring that `steward keys import` made from \
      the words. It finds the models of your account on chain, takes packets from the host, proves keys and \
      embeddings against the chain, and writes the state from which `steward reconcile` goes on.

        steward recover manifests/
        steward recover manifests/ --embedding training_state.json
        steward recover manifests/ --model code-7b=0x51… --dry-run

      Words give the keys. A reveal needs the embedding too: it is in the packet beside the weights on the \
      host, or in the file that was committed. Nothing is believed before it is proven, and models of others \
      are never touched.

      With --merge a state that is there gets what it lacks; what it has stays.

      Exit status: 0 everything that is due can be revealed; 10 something due lacks a part, or no manifest \
      is for it; 11 a window has closed; 5 invalid input, or the models belong to another account; 7 the \
      keyring is shut, or has none of the masters; 9 no node answers; 12 the state cannot be used.
      """)

  @Argument(help: "Manifests: files, directories, patterns, or -.", completion: .file())
  var paths: [String]

  @OptionGroup var recovery: RecoveryOptions

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Which model on the chain a declared one is, where nothing else says so; again for others.",
      valueName: "name=id"))
  var bindings: [String] = []

  @Flag(help: "Add to a state that is there what it lacks.")
  var merge = false

  @Flag(help: "Show what would be brought back, and write nothing of it.")
  var dryRun = false

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
    let request = OwnerRecovery.Request(
      specs: set.models, bindings: try bound(), material: try recovery.material(),
      mirrors: recovery.mirrors)
    try await run.withSession(
      on: networks, use: dryRun ? .reading : .creating, watchman: .scheduledRuns, report: { _ in }
    ) { session in
      let known = session.context.journal.recorded.models.count
      guard merge || dryRun || known == 0 else {
        throw OwnerRecoveryError.stateInUse(models: known)
      }
      let recovery = OwnerRecovery(session.context, request)
      let findings = try await recovery.find()
      let outcome = dryRun ? RecoveryOutcome() : try await recovery.record(findings)
      let view = RecoveryView(
        findings, place: .system, nowMs: session.context.clock.wallClockMs(), isDryRun: dryRun,
        state: session.context.journal.state.directory)
      if output.output == .table {
        try Terminal.writeResult(view.text)
      } else {
        try output.write(schema: RecoveryView.schema, view.fields)
      }
      try end(view, outcome)
    }
  }

  /// Tells what is wrong, and ends with the status for it.
  private func end(_ view: RecoveryView, _ outcome: RecoveryOutcome) throws {
    for diagnostic in view.warnings(outcome.warnings) { Terminal.writeWarning(diagnostic) }
    for diagnostic in view.problems { Terminal.write(diagnostic) }
    for failure in outcome.failures {
      Terminal.write(
        Diagnostic(
          code: "recover.unrecorded", summary: "A model could not be brought back into the state",
          detail: "\(failure.name): "
            + ((failure.error as? any Explainable)?.diagnostic.detail
              ?? "\(type(of: failure.error))"),
          remedies: (failure.error as? any Explainable)?.diagnostic.remedies
            ?? ["Run it again with --merge."]))
    }
    let found =
      outcome.failures.map { ExitStatus(explaining: $0.error) } + [view.status].compactMap(\.self)
    if let status = ExitStatus.precedence.first(where: found.contains) {
      throw ExitCode(status.rawValue)
    }
  }

  private func bound() throws -> [ResourceName: ModelID] {
    var found: [ResourceName: ModelID] = [:]
    for text in bindings {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let name = ResourceName(String(parts[0])), found[name] == nil else {
        throw ValidationError("--model is NAME=ID, each name once.")
      }
      found[name] = try TypedText.id(String(parts[1]), "--model")
    }
    return found
  }
}
