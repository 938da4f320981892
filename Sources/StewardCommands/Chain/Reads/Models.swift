import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain models`.
  struct Models: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the models, with what their owners owe and when.",
      discussion: """
          steward chain models --owner 5be3159d… --state created

        A model that this version cannot read is listed as unparsable, whatever the filters.

        \(HelpText.readStatus)
        """)

    /// Where a model stands, as typed.
    enum State: String, CaseIterable, ExpressibleByArgument {
      case created
      case pending
      case active
      case inactive
    }

    @Option(help: "Only those of this account: address or alias.")
    var owner: String?

    @Option(help: "Only those in this state; again for further ones.")
    var state: [State] = []

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let owner = try owner.map { try nodes.wallet.address(of: $0) }
      let reply = try await nodes.withChain { try await $0.systemState() }
      let wanted = Set(state.map(\.rawValue))
      let models = reply.models.filter { _, model in
        (owner == nil || model.owner == owner)
          && (wanted.isEmpty || wanted.contains(model.state.name.lowercased()))
      }
      try output.write(
        schema: "steward/chain-models/v1",
        [
          .init("epoch", .number(reply.epoch.rawValue)),
          .init("count", .number(UInt64(models.count))),
          .init(
            "models",
            .list(
              models.sorted { $0.key < $1.key }.map {
                $0.value.summary($0.key, in: reply.epoch, forScripts: output.isForScripts)
              })),
          .init("unparsable", .list(reply.unparsableModels.map(\.output))),
        ])
    }
  }
}

extension SystemStateReply.UnparsableModel {
  fileprivate var output: OutputValue {
    .record([.init("key", key), .init("problem", error.diagnostic.detail)])
  }
}
