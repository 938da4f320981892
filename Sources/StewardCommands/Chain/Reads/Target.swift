import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain target`.
  struct TargetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "target", abstract: "Show one target.", discussion: HelpText.readStatus)

    @Argument(help: "Id of the target.")
    var id: String

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let id = try TypedText.id(id, "TARGET", of: TargetKind.self)
      let target = try await nodes.withChain { try await $0.target(id) }
      try output.write(schema: "steward/chain-target/v1", target.outputFields)
    }
  }
}
