import ArgumentParser

/// How results are printed; shared by every command that has results.
struct OutputOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "How results look.")
  var output = OutputFormat.table

  /// Prints a result to standard output.
  ///
  /// - Parameters:
  ///   - schema: Name and version of its JSON schema, which scripts see and people do not.
  ///   - fields: The result.
  /// - Throws: As ``Terminal/writeResult(_:)``.
  func write(schema: String, _ fields: [OutputValue.Field]) throws {
    let isForScripts = output == .json || output == .yaml
    try Terminal.writeResult(
      output.render(.record((isForScripts ? [.init("schema", schema)] : []) + fields)))
  }
}
