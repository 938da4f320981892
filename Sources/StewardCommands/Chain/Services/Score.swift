import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain score`.
  struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a scoring service say which model of a target hits best with some data.",
      discussion: """
        The service fetches the weights of all models and the data, which takes minutes. The JSON is \
        what `steward chain submit --score FILE` reads.

          steward chain score --target 0x8480… --data-url https://e.example/d --data d.bin \\
            --output json > score.json

        Exit status: 0 scored, 1 the service failed, or target or model is not there, 5 invalid \
        input, 9 node or service unavailable, 64 wrong usage, 129, 130 or 143 after a signal.
        """)

    @Option(help: ArgumentHelp("The target to hit.", valueName: "id"))
    var target: String

    @Option(
      help: ArgumentHelp(
        "A model to score with; again for further ones. Default: those of the target.",
        valueName: "id"))
    var model: [String] = []

    @Option(help: "For what the models draw at random.")
    var seed: UInt64 = 0

    @Option(
      help: ArgumentHelp(
        "URL of the scoring service. Default: that of the network.", valueName: "url"))
    var scoring: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let id = try TypedText.id(target, "--target", of: TargetKind.self)
      let models = try model.map { try TypedText.id($0, "--model", of: ModelKind.self) }
      let manifest = try data.manifest()
      _ = try nodes.endpoint(of: .scoring, given: scoring)
      let (request, chosen) = try await nodes.withChain { chain in
        let target = try await chain.target(id)
        let chosen = models.isEmpty ? target.modelIDs : models
        let known = try await chain.systemState().models
        return (
          ScoreRequest(
            dataURL: manifest.url.text, dataChecksum: manifest.checksum,
            dataSizeInBytes: manifest.sizeInBytes,
            models: try chosen.map { try Self.scorable($0, known[$0]) },
            targetEmbedding: target.embedding ?? SomaTensor([]), seed: seed), chosen
        )
      }
      let reply = try await nodes.withService(.scoring, given: scoring) {
        try await ScoringService($0).score(request)
      }
      guard let winner = Int(exactly: reply.winner), chosen.indices.contains(winner),
        reply.distance.indices.contains(winner)
      else { throw ScoreReplyError.noSuchWinner(reply.winner) }
      try output.write(
        schema: "steward/chain-score/v1",
        [
          .init("targetId", id), .init("winner", .number(reply.winner)),
          .init("winnerModelId", chosen[winner]),
          .init("distance", .floats(reply.distance)),
          .init("lossScore", .floats(reply.lossScore)),
          .init("embedding", .floats(reply.embedding)),
        ])
    }

    /// A model as the service wants it: only what is revealed can be scored with.
    private static func scorable(_ id: ModelID, _ model: Model?) throws -> ScoreRequest.Model {
      guard let model else {
        throw CommandFailure(status: .failed, underlying: ModelCallError.unknownModel(id))
      }
      guard let revealed = model.revealed, !revealed.embedding.bits.isEmpty else {
        throw CommandFailure(
          status: .failed,
          underlying: ModelCallError.wrongState(id, model.state.name, wanted: "revealed"))
      }
      let manifest = revealed.commitments.manifest
      return ScoreRequest.Model(
        url: manifest.url.text, checksum: manifest.checksum, sizeInBytes: manifest.sizeInBytes,
        decryptionKey: revealed.decryptionKey)
    }
  }
}

extension OutputValue {
  /// All floats for scripts, each as the shortest text that stands for it; for people only how many
  /// there are when they are many.
  fileprivate static func floats(_ values: [Float]) -> OutputValue {
    let texts = values.map { "\($0)" }
    return .described(
      values.count > 8 ? "\(values.count) floats" : texts.joined(separator: " "),
      .list(texts.map { .text($0) }))
  }
}
