import ArgumentParser
import Custody
import SomaTypes
import SystemPackage
import Weights

extension WeightsCommand {
  /// `steward weights open`.
  struct OpenWeights: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "open", abstract: "Decrypt weights, given their key.",
      discussion: """
        The cipher cannot tell a wrong key: with --checksum at least the ciphertext is proven to be the one \
        that was committed, and the digest of what comes out is shown.

          steward weights open model.sealed --key-file key --out model.safetensors

        \(WeightsCommand.status)
        """)

    @Argument(help: "The ciphertext, or - for standard input.", completion: .file())
    var input: String

    @OptionGroup var key: WeightsKeyOptions

    @Option(
      help: ArgumentHelp(
        "The checksum that the ciphertext must have, in Base58.", valueName: "digest"))
    var checksum: String?

    @OptionGroup var destination: OutputDestinationOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard (key.keyFile == nil) != (key.keyCommand == nil) else {
        throw ValidationError("Give the key by one of --key-file FILE, --key-command.")
      }
      try key.validate(input: input)
    }

    func run() async throws {
      let expected: Checksum? = try checksum.map { try TypedText.digest($0, "--checksum") }
      let source = try CiphertextSource(input)
      let opened = try destination.open(
        permissions: .ownerReadWrite, sparing: [input, key.keyFile])
      let key = try WeightsKey(from: key.source ?? .standardInput)
      let stream = try await Interruption.cancelling {
        try source.open(with: key, expecting: expected) { try opened.write($0) }
      }
      try opened.finish()
      try destination.report(
        schema: "steward/weights-open/v1",
        [
          .init("plaintext", stream.outputDigest), .init("size", .number(stream.size)),
          .init("checksum", Checksum(stream.inputDigest)), .init("keyHash", key.hash),
          .init("checksumChecked", .bool(expected != nil)),
        ], as: output)
    }
  }
}
