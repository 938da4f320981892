import ArgumentParser
import Custody

/// Where the AES key of weights comes from. Never an argument: everyone on the machine can read those.
struct WeightsKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with the key in Base58, mode 600, or - for standard input.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  @Option(
    help: ArgumentHelp(
      "A command that prints the key in Base58; run by /bin/sh.", valueName: "command"))
  var keyCommand: String?

  /// Checks that key and weights do not both come from standard input.
  func validate(input: String) throws {
    guard input != "-" || keyFile != "-" else {
      throw ValidationError("Key and weights cannot both come from standard input.")
    }
  }

  /// The source, when one is named.
  var source: SecretSource? {
    if let keyFile { return keyFile == "-" ? .standardInput : .file(keyFile) }
    return keyCommand.map { .command(.shell($0)) }
  }
}
