import ArgumentParser
import Weights

extension WeightsCommand {
  /// `steward weights check`.
  struct CheckWeights: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check that scorers can load a safetensors file of weights.",
      discussion: """
        Names, types and shapes of all tensors, and that every number is finite. A scorer that cannot \
        load a model fails the whole request; the chain looks at none of this.

          steward weights check model.safetensors
          steward weights check small.safetensors --layers 2 --dimension 64 --hidden 128

        \(WeightsCommand.status)
        """)

    @Argument(help: "The file.", completion: .file())
    var file: String

    @Flag(help: "Look at the header alone, and do not read the numbers.")
    var headerOnly = false

    @OptionGroup(title: "Dimensions") var dimensions: ArchitectureOptions
    @OptionGroup(title: "The chain") var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let live = try await nodes.liveDimension()
      let architecture = dimensions.architecture(live: live)
      let (file, check) = (try OpenFile(path: file), headerOnly ? WeightsCheck.header : .full)
      let header = try await Interruption.cancelling {
        try check.run(on: file, architecture: architecture)
      }
      try output.write(
        schema: "steward/weights-check/v1",
        [
          .init("file", file.path), .init("check", check.rawValue),
          .init("tensors", .number(UInt64(header?.tensors.count ?? 0))),
          .init("size", .number(file.size)),
          .init("layers", .number(UInt64(architecture.layerCount))),
          .init("dimension", .number(architecture.embeddingDimension)),
        ])
    }
  }
}
