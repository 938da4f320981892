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

      With --output json, yaml or markdown the problems are the result, on standard output.

      Exit status: 0 the set is valid, 5 it is not, 64 wrong usage.
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
    try failing(with: .invalidInput) {
      let files = try ManifestInput(paths: paths + (stdin ? ["-"] : [])).files()
      let reader = ManifestReader(workingDirectory: FileManager.default.currentDirectoryPath)
      try write(result(of: files, reader), fileCount: files.count)
    }
  }

  /// The set, or what is wrong with it.
  private func result(
    of files: [ManifestFile], _ reader: ManifestReader
  ) -> Result<ManifestSet, ManifestError> {
    Result { () throws(ManifestError) in try reader.read(files) }
  }

  private func write(_ result: Result<ManifestSet, ManifestError>, fileCount: Int) throws {
    switch result {
    case .success(let set): try write(set, fileCount: fileCount)
    case .failure(let error):
      guard output.output != .table else { throw error }
      try output.write(schema: "steward/validate/v1", error.outputFields)
      let count = error.problems.count
      throw Diagnostic(
        code: "manifest.problems", summary: "The manifests are not valid",
        detail: "\(count) problem\(count == 1 ? "" : "s").",
        remedies: ["See them on standard output."])
    }
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
  /// The problems as a result.
  fileprivate var outputFields: [OutputValue.Field] {
    [
      .init("valid", .bool(false)),
      .init("problems", .list(problems.map { .record($0.outputFields) })),
    ]
  }
}

extension ManifestProblem {
  fileprivate var outputFields: [OutputValue.Field] {
    let diagnostic = diagnostic
    return [
      .init("code", .text(diagnostic.code)),
      .init("file", .text(place.file)),
      .init("line", place.line.map { .number(UInt64($0)) } ?? .null),
      .init("column", place.column.map { .number(UInt64($0)) } ?? .null),
      .init("field", field.isEmpty ? .null : .text(field)),
      .init("summary", .text(diagnostic.summary)),
      .init("detail", .text(diagnostic.detail)),
      .init("remedies", .list(diagnostic.remedies.map { .text($0) })),
    ]
  }
}
