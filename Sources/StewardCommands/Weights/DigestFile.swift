import ArgumentParser
import SomaTypes
import Weights

extension WeightsCommand {
  /// `steward weights digest`.
  struct DigestFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "digest", abstract: "Show the BLAKE2b-256 of a file, in Base58 and in hex.",
      discussion: """
        Of a ciphertext the Base58 form is the checksum that is committed.

          steward weights digest model.sealed

        \(WeightsCommand.status)
        """)

    @Argument(help: "The file.", completion: .file())
    var file: String

    @OptionGroup var output: OutputOptions

    func run() async throws {
      let file = try OpenFile(path: file)
      let content = try await Interruption.cancelling { try ContentDigest(of: file) }
      try output.write(
        schema: "steward/weights-digest/v1",
        [
          .init("file", file.path), .init("checksum", Checksum(content.digest)),
          .init("hex", content.digest), .init("size", .number(content.size)),
        ])
    }
  }
}
