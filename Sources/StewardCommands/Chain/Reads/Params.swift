import ArgumentParser
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain params`.
  struct Params: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the live parameters: fees, stakes, slashes, targets.",
      discussion: """
        They can change at every boundary between epochs. --constants shows the constants of the \
        protocol version instead.

        \(HelpText.readStatus)
        """)

    @Flag(help: "The constants of the protocol version, which live parameters began with.")
    var constants = false

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      guard !constants else { return try await showConstants() }
      let state = try await nodes.withChain { try await $0.systemState().state.get() }
      try output.write(
        schema: "steward/chain-params/v1",
        [.init("epoch", .number(state.epoch.rawValue))] + state.parameters.outputFields)
    }

    private func showConstants() async throws {
      let config = try await nodes.withChain { try await $0.protocolConfig() }
      let attributes = config.attributes.sorted { $0.key < $1.key }
      let flags = config.featureFlags.sorted { $0.key < $1.key }
      try output.write(
        schema: "steward/chain-constants/v1",
        [
          .init("protocolVersion", .number(config.protocolVersion)),
          // The node's names are values here: nothing that it says becomes a key.
          .init(
            "constants",
            .list(attributes.map { .record([.init("name", $0.key), .init("value", $0.value)]) })),
          .init(
            "featureFlags",
            .list(flags.map { .record([.init("name", $0.key), .init("on", .bool($0.value))]) })),
        ])
    }
  }
}
