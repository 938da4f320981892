import ArgumentParser
import SystemPackage

/// Where sealed or opened weights go.
struct OutputDestinationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The new file; it appears when it is whole. - is standard output, and the report then goes to standard error.",
      valueName: "file"), completion: .file())
  var out: String

  @Flag(help: "Replace a file that is there already.")
  var force = false

  func validate() throws {
    guard !out.isEmpty else { throw ValidationError("--out is empty.") }
    guard !force || out != SealedOutput.standardOutput else {
      throw ValidationError("--force is for files.")
    }
  }

  /// Opens the destination.
  func open(permissions: FilePermissions, sparing inputs: [String?]) throws -> SealedOutput {
    try SealedOutput(
      out, isReplacing: force, permissions: permissions, sparing: inputs.compactMap(\.self))
  }

  /// Prints a result beside the bytes: standard output may be theirs.
  func report(
    schema: String, _ fields: [OutputValue.Field], as output: OutputOptions
  ) throws {
    guard out == SealedOutput.standardOutput else {
      return try output.write(schema: schema, fields)
    }
    Terminal.writeMessage(
      output.output.render(.record((output.isForScripts ? [.init("schema", schema)] : []) + fields))
    )
  }
}
