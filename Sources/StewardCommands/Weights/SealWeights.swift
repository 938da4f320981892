import ArgumentParser
import Custody
import Glibc
import SomaCrypto
import SystemPackage
import Weights

extension WeightsCommand {
  /// `steward weights seal`.
  struct SealWeights: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "seal", abstract: "Encrypt weights as a commit needs them.",
      discussion: """
        A file is read twice: first its digest is taken, then every part is proven to be what was \
        digested before it is encrypted. With --state the key's hash and the digest are recorded first, and \
        a key that has sealed something else is refused.

          steward weights seal model.safetensors --generate-key key --out model.sealed
          steward weights seal model.safetensors --key-file key --out - | upload

        \(WeightsCommand.status)
        """)

    @Argument(help: "The file, or - for standard input.", completion: .file())
    var input: String

    @OptionGroup var key: WeightsKeyOptions

    @Option(
      help: ArgumentHelp(
        "Make a new key, and write it to this file, which must not exist.", valueName: "file"),
      completion: .file())
    var generateKey: String?

    @OptionGroup var destination: OutputDestinationOptions

    @Option(
      help: ArgumentHelp("The directory of the state that knows keys.", valueName: "directory"),
      completion: .directory)
    var state: String?

    @Flag(help: "Check first that scorers can load the file, as `weights check` does.")
    var check = false

    @OptionGroup(title: "Dimensions for --check") var dimensions: ArchitectureOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard [key.keyFile, key.keyCommand, generateKey].compactMap(\.self).count == 1 else {
        throw ValidationError(
          "Give the key by one of --key-file FILE, --key-command, --generate-key FILE.")
      }
      try key.validate(input: input)
      guard !(check && input == "-") else {
        throw ValidationError("--check needs a file: it looks at it before anything is sealed.")
      }
    }

    func run() async throws {
      let source = try SealingSource(input, hasState: state != nil)
      if check, case .file(let file) = source {
        try await Interruption.cancelling {
          _ = try WeightsCheck.full.run(on: file, architecture: dimensions.architecture(live: nil))
        }
      }
      let sealedOutput = try destination.open(
        permissions: [.ownerReadWrite, .groupRead, .otherRead], sparing: [input, key.keyFile])
      let key = try makeKey()
      var isOut = destination.out == SealedOutput.standardOutput
      do {
        let result = try await Interruption.cancelling {
          try await source.seal(with: key, recordingIn: state) { try sealedOutput.write($0) }
        }
        isOut = true
        try sealedOutput.finish()
        if state != nil, generateKey == nil, !result.hasCompared {
          Terminal.writeWarning(WeightsCommand.newState)
        }
        try destination.report(
          schema: "steward/weights-seal/v1",
          [
            .init("checksum", result.sealed.checksum),
            .init("size", .number(result.sealed.sizeInBytes)), .init("keyHash", key.hash),
            .init("plaintext", result.plaintext.map { .text($0.description) } ?? .null),
            .init("reuseChecked", .bool(result.hasCompared || generateKey != nil)),
          ], as: output)
      } catch {
        // Nobody has seen anything that the new key sealed.
        if let generateKey, !isOut { unlink(generateKey) }
        throw error
      }
    }

    private func makeKey() throws -> WeightsKey {
      if let generateKey { return try WeightsKey(generatedInto: generateKey) }
      let key = try WeightsKey(from: key.source ?? .standardInput)
      if state == nil { Terminal.writeWarning(WeightsCommand.reuseUnchecked) }
      return key
    }
  }
}
