import ArgumentParser
import SomaClient
import SomaCrypto
import SomaTypes

extension ChainCommand {
  /// `steward chain object`.
  struct ObjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "object", abstract: "Show one object: a coin, a receipt, a target.",
      discussion: HelpText.readStatus)

    @Argument(help: "Id of the object.")
    var id: String

    @Option(help: "A version of it. Default: the latest.")
    var version: UInt64?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let id = try TypedText.id(id, "OBJECT", of: ObjectKind.self)
      let version = version.map { ObjectVersion($0) }
      let object = try await nodes.withChain { try await $0.object(id, version: version) }
      // What is longer than any coin or receipt is of no use on a screen.
      let isShort = object.content.count <= 256
      try output.write(
        schema: "steward/chain-object/v1",
        [
          .init("objectId", object.id), .init("type", object.type.rawValue),
          .init("version", .number(object.version.rawValue)), .init("digest", object.digest),
          .init("owner", object.owner.output),
          .init("previousTransaction", object.previousTransaction),
          .init("value", object.valueOutput),
          .init("contentByteCount", .number(UInt64(object.content.count))),
          .init("contentHex", isShort ? .text(Hex.encode(object.content)) : .null),
        ])
    }
  }
}

extension SomaObject {
  /// What the content says, as far as it is a value of its own.
  fileprivate var valueOutput: OutputValue {
    switch type {
    case .coin:
      (try? Coin(self)).map { .record([.init("balance", $0.balance.output)]) } ?? .null
    case .stakedSoma: (try? StakedSoma(self)).map { .record($0.outputFields) } ?? .null
    case .target:
      (try? Target(self)).map { target in
        .record([
          .init("generationEpoch", .number(target.generationEpoch.rawValue)),
          .init("reward", target.rewardPool.output),
          .init("distanceThreshold", target.distanceThreshold.scalarOutput),
          .init("submitter", .text(target.submitter)),
        ])
      } ?? .null
    case .systemState: .null
    }
  }
}

extension StakedSoma {
  /// Pool, principal, and since when it counts.
  var outputFields: [OutputValue.Field] {
    [
      .init("poolId", poolID), .init("principal", principal.output),
      .init("activationEpoch", .number(activationEpoch.rawValue)),
    ]
  }
}
