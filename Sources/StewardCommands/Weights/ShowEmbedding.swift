import ArgumentParser
import SomaTypes
import Weights

extension WeightsCommand {
  /// `steward weights embedding`.
  struct ShowEmbedding: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "embedding",
      abstract: "Read an embedding and show what a commit would promise of it.",
      discussion: """
        Reads JSON, .npy, safetensors, raw 32-bit floats, numbers between commas or spaces, and the \
        quickstart's artifacts-N.json and training_state.json.

          steward weights embedding artifacts-120.json --rpc https://fullnode.testnet.soma.org
          steward weights embedding vector.npy --dimension 2048 --output json

        The length is checked against --dimension, or against the live target_embedding_dim of the node \
        that --rpc or --network names; without either, any length will do.

        \(WeightsCommand.status)
        """)

    @Argument(help: "The file.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("How many numbers there must be.", valueName: "count"))
    var dimension: UInt64?

    @Option(
      help:
        "How it is written: json, artifacts, npy, safetensors, f32 or text. Default: recognised.",
      transform: { text in
        guard let format = EmbeddingFormat(rawValue: text) else {
          throw ValidationError("--format is json, artifacts, npy, safetensors, f32 or text.")
        }
        return format
      })
    var format: EmbeddingFormat?

    @OptionGroup(title: "The chain") var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard dimension != 0 else { throw ValidationError("--dimension is at least 1.") }
      guard dimension == nil || (nodes.rpcs.isEmpty && nodes.network == nil) else {
        throw ValidationError("Give --dimension, or a node to ask, not both.")
      }
    }

    func run() async throws {
      let live = try await nodes.liveDimension()
      let embedding = try EmbeddingFile(
        path: file, dimension: dimension ?? live, format: format)
      try output.write(
        schema: "steward/weights-embedding/v1",
        [
          .init("file", file), .init("commitment", embedding.tensor.commitment),
          .init("dimension", .number(UInt64(embedding.tensor.values.count))),
          .init("checked", .bool((dimension ?? live) != nil)),
          .init("format", embedding.format.rawValue),
          .init("step", embedding.step.map { .number($0) } ?? .null),
          .init("rounded", .number(UInt64(embedding.roundedCount))),
        ])
    }
  }
}
