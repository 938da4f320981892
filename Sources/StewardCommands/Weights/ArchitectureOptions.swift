import ArgumentParser
import SomaClient
import SomaTypes
import SomaWire
import Weights

/// The dimensions of a model.
struct ArchitectureOptions: ParsableArguments {
  @Option(help: "Layers of the encoder.")
  var layers = 24

  @Option(
    help: ArgumentHelp(
      "Length of every vector. Default: the live target_embedding_dim with --rpc or --network, else 2048.",
      valueName: "dimension"))
  var dimension: UInt64?

  @Option(
    help: ArgumentHelp("Inner length of each feed-forward part.", valueName: "dimension"))
  var hidden: UInt64 = 8192

  @Option(help: ArgumentHelp("Symbols that the model tells apart.", valueName: "count"))
  var vocabulary: UInt64 = 264

  func validate() throws {
    guard (0...10_000).contains(layers) else {
      throw ValidationError("--layers is from 0 to 10000.")
    }
    for (name, value) in [
      ("--dimension", dimension), ("--hidden", hidden), ("--vocabulary", vocabulary),
    ] where value == 0 {
      throw ValidationError("\(name) is at least 1.")
    }
  }

  /// The architecture that these dimensions make.
  ///
  /// - Parameter live: What the chain says of the length of vectors, when it was asked.
  /// - Returns: With the network's dimensions where none is given.
  func architecture(live: UInt64?) -> ArchitectureV1 {
    ArchitectureV1(
      vocabularySize: vocabulary, embeddingDimension: dimension ?? live ?? 2048,
      hiddenDimension: hidden, layerCount: layers)
  }
}

extension NodeOptions {
  /// The live length of embeddings, when a node is named.
  ///
  /// - Returns: `nil` when none is: `client.yaml` alone asks nobody.
  func liveDimension() async throws -> UInt64? {
    guard !rpcs.isEmpty || network != nil else { return nil }
    return try await withChain { try await $0.systemState().state.get() }
      .parameters.targetEmbeddingDim
  }
}
