import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain model`.
  struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "model", abstract: "Show one model: state, deadline, commitments, stake.",
      discussion: HelpText.readStatus)

    @Argument(help: "Id of the model.")
    var id: String

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let id = try TypedText.id(id, "MODEL", of: ModelKind.self)
      let (epoch, model) = try await nodes.withChain { chain in
        try await missing { try await chain.model(id) }
      }
      try output.write(
        schema: "steward/chain-model/v1",
        model.outputFields(id, in: epoch, forScripts: output.isForScripts))
    }
  }
}
