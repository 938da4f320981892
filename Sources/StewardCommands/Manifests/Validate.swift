import ArgumentParser
import Diagnostics
import Foundation
import Manifest

/// `steward validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check manifests. Reads nothing but them, and sends nothing.",
    discussion: """
      Reads files, every *.yaml and *.yml below directories, patterns such as 'models/**/*.yaml', or - for \
      standard input, as one set, and tells everything that is wrong at once.

        steward validate manifests/
        steward validate 'models/**/*.yaml' network.yaml
        render-manifests | steward validate -

      Symbolic links are followed, each directory once. What has the name of a manifest and cannot be read is a \
      problem, not left out.

      With --output json, yaml or markdown the problems are the result, on standard output: the first \
      \(ManifestError.shownCount), and how many more there are.

      Exit status: 0 the set is valid, 5 it is not, 1 the result cannot be written, 64 wrong usage.
      """)

  @Argument(help: "Files, directories, patterns, or - for standard input.", completion: .file())
  var paths: [String] = []

  @Flag(help: "Read standard input, as - does.")
  var stdin = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard stdin || !paths.isEmpty else {
      throw ValidationError("Name files or directories, or - for standard input.")
    }
  }

  func run() throws {
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
    try write(set, fileCount: fileCount)
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

  private func write(_ set: ManifestSet, fileCount: Int) throws {
    try output.write(
      schema: "steward/validate/v1",
      [
        .init("valid", .bool(true)), .init("files", .number(UInt64(fileCount))),
        .init("digest", set.digest),
        .init("models", .list(set.models.map { .record($0.summaryFields) })),
      ])
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
