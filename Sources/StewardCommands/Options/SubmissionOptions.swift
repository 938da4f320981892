import ArgumentParser

/// What every command has that submits a transaction.
struct SubmissionOptions: ParsableArguments {
  @Flag(help: "Build it and try it out at the node; sign nothing, send nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Sign it and write it to a new file for `steward tx submit`; send nothing.",
      valueName: "file"), completion: .file())
  var export: String?

  @Option(
    help: ArgumentHelp(
      "Where the signed transaction is kept until its outcome is known.",
      valueName: "directory"), completion: .directory)
  var save = "."

  @Flag(help: "Do not wait until a checkpoint has it, so that balances include it.")
  var noWait = false

  @Option(help: ArgumentHelp("The coin that pays the fees. Default: a rich one.", valueName: "id"))
  var gasCoin: String?

  @OptionGroup var sender: SenderOptions
  @OptionGroup var nodes: NodeOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !dryRun || export == nil else {
      throw ValidationError("--dry-run signs nothing, so there is nothing to --export.")
    }
    guard export != "", save != "" else {
      throw ValidationError("--export and --save need a path.")
    }
  }
}
