import ArgumentParser
import SomaClient
import SomaTypes
import SomaWire

/// Where a target stands, as typed; the words are those of ``TargetsRequest/Status``.
enum TargetFilter: String, CaseIterable, ExpressibleByArgument {
  case open
  case filled
  case claimed
  case expired
  case claimable
}

extension ChainCommand {
  /// `steward chain targets`.
  struct Targets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List targets.",
      discussion: """
          steward chain targets --status claimable --submitter 5be3159d…

        \(HelpText.readStatus)
        """)

    @Option(help: "Only those that stand so.")
    var status: TargetFilter?

    @Option(help: "Only those made in this epoch.")
    var epoch: UInt64?

    @Option(help: "Only those that this account hit: address or alias.")
    var submitter: String?

    @Option(help: "The most to list.")
    var limit = 100

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard limit > 0 else { throw ValidationError("--limit is at least 1.") }
    }

    func run() async throws {
      let request = TargetsRequest(
        status: status.flatMap { .init(rawValue: $0.rawValue) }, epoch: epoch.map { Epoch($0) },
        submitter: try submitter.map { try nodes.wallet.address(of: $0) })
      // One more than is shown tells whether there are more.
      let targets = try await nodes.withChain { chain in
        try await chain.targets(request, limit: limit < .max ? limit + 1 : limit)
      }
      try output.write(
        schema: "steward/chain-targets/v1",
        [
          .init("targets", .list(targets.prefix(limit).map(\.summary))),
          .init("more", .bool(targets.count > limit)),
        ])
    }
  }
}
