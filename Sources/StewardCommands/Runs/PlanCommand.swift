import ArgumentParser
import Diagnostics
import Lifecycle
import Manifest
import StateStore
import Steward
import SystemPackage

/// `steward plan`.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what `apply` would do, when, and what it costs. Sends nothing.",
    discussion: """
        steward plan manifests/
        steward plan manifests/ --output markdown
        steward plan manifests/ --detailed-exitcode
        steward plan manifests/ --out reviewed.json
        steward plan manifests/ --against snapshot.json --no-files

      Exit status: 0, 2 with --detailed-exitcode when there are changes, else as of `steward apply`.
      """,
    aliases: ["diff"])

  @Argument(help: "Files, directories, patterns, or - for standard input.", completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Save what was reviewed into a new file, for `steward apply --plan`.", valueName: "file"),
    completion: .file())
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Go by what `steward state publish` wrote, where the state itself is not at hand.",
      valueName: "file"), completion: .file())
  var against: String?

  @Flag(help: "Do not read weights and embeddings, where they are not at hand.")
  var noFiles = false

  @Flag(help: "End with 2 when there are changes.")
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
    let snapshot = try against.map { try Snapshot(decoding: InputFile($0).bytes()) }
    try await run.withSession(
      on: networks, use: snapshot.map { .against($0) } ?? .reading, watchman: .scheduledRuns,
      report: { _ in }
    ) { session in
      let printer = RunPrinter(output: output, context: session.context, networks: networks)
      let look = try await session.run.look(
        .declared(set.models), files: noFiles ? .none : .all)
      try printer.write(look.plan, look.observation)
      if let out {
        let reviewed = ReviewedPlan(
          set, look, session,
          lineage: snapshot?.lineage
            ?? (session.context.journal.shared.chain == nil
              ? nil : session.context.journal.recorded.lineage))
        let file = try SealedOutput(
          out, isReplacing: false,
          permissions: [.ownerReadWrite, .groupRead, .otherRead], sparing: [])
        try Array(reviewed.text.utf8).withUnsafeBytes { try file.write($0) }
        try file.finish()
        Terminal.writeMessage("Saved as \(SafeText.escaped(out)), digest \(reviewed.digest).")
      }
      try printer.end(
        RunOutcome(plan: look.plan, observation: look.observation), detailed: detailedExitcode)
    }
  }
}
