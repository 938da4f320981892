import ArgumentParser
import Diagnostics

/// How results are printed; shared by every command that has results.
struct OutputOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "How results look.")
  var output = OutputFormat.table

  /// Whether a program reads the results.
  var isForScripts: Bool { output == .json || output == .yaml }

  /// Prints a result to standard output.
  ///
  /// - Parameters:
  ///   - schema: Name and version of its JSON schema, which scripts see and people do not.
  ///   - fields: The result.
  /// - Throws: As ``Terminal/writeResult(_:)``.
  func write(schema: String, _ fields: [OutputValue.Field]) throws {
    try Terminal.writeResult(
      output.render(.record((isForScripts ? [.init("schema", schema)] : []) + fields)))
  }

  /// Prints the result of something that happened, and that must not be done again because its report
  /// was lost.
  ///
  /// - Parameters:
  ///   - schema: As above.
  ///   - fields: The result.
  ///   - event: What happened, as a sentence.
  ///   - command: What shows it again.
  /// - Throws: `CommandFailure` with status 1.
  func write(
    schema: String, _ fields: [OutputValue.Field], ofEvent event: String, shownBy command: String
  ) throws {
    do { try write(schema: schema, fields) } catch let cause as Diagnostic {
      throw CommandFailure(
        status: .failed,
        underlying: Diagnostic(
          code: "output.reportLost", summary: "It is done, and only its report is lost",
          detail: "\(event) Do not run the command again.\n\(cause.summary): \(cause.detail)",
          remedies: ["See what it did:\n    \(command)"]))
    }
  }
}
