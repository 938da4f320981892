import ArgumentParser
import Diagnostics
import Foundation
import Lifecycle
import Manifest

/// `steward validate`.
struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check manifests. Without --online it reads nothing but them; it changes nothing.",
    discussion: """
      Reads files, every *.yaml and *.yml below directories, patterns such as 'models/**/*.yaml', or - for \
      standard input, as one set, and tells everything that is wrong at once.

        steward validate manifests/
        steward validate 'models/**/*.yaml' network.yaml
        render-manifests | steward validate -

      Symbolic links are followed, each directory once. What has the name of a manifest and cannot be read is a \
      problem, not left out.

      With --online also what they name is tried: the nodes, the wallets and their keys, the hosts, and every \
      file, all of it.

      With --output json, yaml or markdown the problems are the result, on standard output: the first \
      \(ManifestError.shownCount), and how many more there are.

      Exit status: 0 the set is valid, 5 it is not, with --online also 7 a key is unavailable and 9 a node or \
      host is, 1 the result cannot be written, 64 wrong usage.
      """)

  @Argument(help: "Files, directories, patterns, or - for standard input.", completion: .file())
  var paths: [String] = []

  @Flag(help: "Read standard input, as - does.")
  var stdin = false

  @Flag(help: "Try chain, wallets, hosts and files too.")
  var online = false

  @OptionGroup(title: "With --online") var run: RunOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard stdin || !paths.isEmpty else {
      throw ValidationError("Name files or directories, or - for standard input.")
    }
  }

  func run() async throws {
    let fileCount: Int
    let set: ManifestSet
    do {
      let files = try ManifestInput(paths: paths + (stdin ? ["-"] : [])).files()
      let reader = ManifestReader(workingDirectory: FileManager.default.currentDirectoryPath)
      set = try reader.read(files)
      fileCount = files.count
    } catch let error as ManifestError {
      throw try failure(error, error.outputFields)
    } catch let error as ManifestInputError {
      throw try failure(error, error.outputFields)
    }
    // What cannot be written is no fault of the manifests.
    let findings = online ? try await tryOut(set) : nil
    try write(set, fileCount: fileCount, findings)
    let problems = findings?.compactMap(\.problem) ?? []
    for problem in problems {
      for diagnostic in (problem as? any Explainable)?.diagnostics ?? [] {
        Terminal.write(diagnostic)
      }
    }
    let statuses = problems.map { ExitStatus(explaining: $0) }
    if let status = ExitStatus.precedence.first(where: statuses.contains) {
      throw ExitCode(status.rawValue)
    }
  }

  private func tryOut(_ set: ManifestSet) async throws -> [OnlineCheck.Finding] {
    try await run.withSession(
      on: ManifestFiles.networks(of: set), use: .reading, watchman: .scheduledRuns,
      report: { _ in }
    ) { try await OnlineCheck($0, set).run() }
  }

  /// How the command ends after problems: when they are the result, this prints them.
  private func failure(
    _ error: any Explainable, _ fields: [OutputValue.Field]
  ) throws -> CommandFailure {
    guard output.output != .table else {
      return CommandFailure(status: .invalidInput, underlying: error)
    }
    try output.write(schema: "steward/validate/v1", fields)
    let count = (error as? ManifestError)?.problems.count ?? error.diagnostics.count
    return CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "manifest.problems", summary: "The manifests are not valid",
        detail: "\(count) problem\(count == 1 ? "" : "s").",
        remedies: ["See them on standard output."]))
  }

  private func write(
    _ set: ManifestSet, fileCount: Int, _ findings: [OnlineCheck.Finding]?
  ) throws {
    try output.write(
      schema: "steward/validate/v1",
      [
        .init("valid", .bool(true)), .init("files", .number(UInt64(fileCount))),
        .init("digest", set.digest),
        .init("models", .list(set.models.map { .record($0.summaryFields) })),
      ] + (findings.map { [.init("checks", .list($0.map(\.output)))] } ?? []))
  }
}

extension ModelSpec {
  /// The model on one line.
  fileprivate var summaryFields: [OutputValue.Field] {
    [
      .init("name", name), .init("lifecycle", .text(lifecycle.rawValue)),
      .init("network", network.name), .init("wallet", wallet.name), .init("host", host.name),
      .init("weights", .text(weights.source.path)),
    ]
  }
}

extension OnlineCheck.Finding {
  /// The finding on one line.
  fileprivate var output: OutputValue {
    let diagnostic = (problem as? any Explainable)?.diagnostic
    return .record([
      .init("subject", .text(subject)), .init("level", problem == nil ? "ok" : "fail"),
      .init("words", .text(problem == nil ? words : diagnostic?.summary ?? "failed")),
      .init("code", .text(diagnostic?.code)),
    ])
  }
}

extension ManifestError {
  /// The first problems as a result.
  fileprivate var outputFields: [OutputValue.Field] {
    let shown = problems.prefix(Self.shownCount)
    let more = problems.count - shown.count
    return [
      .init("valid", .bool(false)),
      .init("problems", .list(shown.map { .record($0.diagnostic.outputFields(field: $0.field)) })),
    ] + (more > 0 ? [.init("more", .number(UInt64(more)))] : [])
  }
}

extension ManifestInputError {
  /// The problems as a result.
  fileprivate var outputFields: [OutputValue.Field] {
    [
      .init("valid", .bool(false)),
      .init("problems", .list(problems.map { .record($0.outputFields(field: "")) })),
    ]
  }
}

extension Diagnostic {
  fileprivate func outputFields(field: String) -> [OutputValue.Field] {
    [
      .init("code", .text(code)),
      .init("file", place.map { .text($0.file) } ?? .null),
      .init("line", place?.line.map { .number(UInt64($0)) } ?? .null),
      .init("column", place?.column.map { .number(UInt64($0)) } ?? .null),
      .init("field", field.isEmpty ? .null : .text(field)),
      .init("summary", .text(summary)),
      .init("detail", .text(detail)),
      .init("remedies", .list(remedies.map { .text($0) })),
    ]
  }
}
