import ArgumentParser
import SomaTypes

extension ChainCommand.Validators {
  /// `steward chain validators remove`.
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Stop being a validator, from the next epoch on.",
      discussion: HelpText.submissionStatus)

    @Option(help: ArgumentHelp("The BLS public key, 96 bytes.", valueName: "hex|base64"))
    var pubkey: String

    @OptionGroup var submission: SubmissionOptions

    func run() async throws {
      let pubkey = try TypedText.bytes(pubkey, "--pubkey", count: BLSPublicKey.byteCount)
      try await submission.run { builder, _ in
        try builder.transaction(.removeValidator(pubkey: pubkey))
      }
    }
  }
}
