import ArgumentParser
import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension ChainCommand {
  /// `steward chain checkpoint`.
  struct Checkpoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a checkpoint, or follow them as they are made.",
      discussion: """
          steward chain checkpoint
          steward chain checkpoint 4711
          steward chain checkpoint --follow --output json | jq .sequenceNumber

        --follow prints one line for each: with json one document a line, with yaml one document \
        each. It ends with --count, when nobody reads on, with a signal, after a day, or with status 9 when the node ends it.

        \(HelpText.readStatus)
        """)

    @Argument(help: "Number, digest or `latest`.")
    var checkpoint = "latest"

    @Flag(help: "Print checkpoints as the node makes them.")
    var follow = false

    @Option(help: "With --follow: how many.")
    var count: Int?

    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard !follow || checkpoint == "latest" else {
        throw ValidationError("--follow begins now: leave out the checkpoint.")
      }
      guard count == nil || follow, count ?? 1 > 0 else {
        throw ValidationError("--count is at least 1, and goes with --follow.")
      }
      guard !follow || output.output != .markdown else {
        throw ValidationError("--follow has no markdown.")
      }
    }

    func run() async throws {
      guard !follow else { return try await followCheckpoints() }
      let request = try request()
      let summary = try await nodes.withChain { try await $0.checkpoint(request).summary }
      try output.write(schema: "steward/chain-checkpoint/v1", summary.outputFields)
    }

    private func request() throws -> CheckpointRequest {
      if checkpoint == "latest" { return .latest }
      if let number = UInt64(checkpoint) {
        return .sequenceNumber(CheckpointSequenceNumber(number))
      }
      return .digest(
        try TypedText.digest(checkpoint, "CHECKPOINT", of: CheckpointDigestKind.self))
    }

    private func followCheckpoints() async throws {
      let (format, count) = (output.output, count ?? .max)
      try await nodes.withChain { chain in
        try await chain.followCheckpoints(for: .seconds(86_400)) { notices in
          var left = count
          for try await notice in notices {
            guard try Terminal.writeResult(notice.line(format)) else { return }
            left -= 1
            if left == 0 { return }
          }
          try Task.checkCancellation()
          throw CommandFailure(
            status: .unavailable,
            underlying: Diagnostic(
              code: "chain.followEnded", summary: "The node ended the stream of checkpoints",
              detail: "There may be more checkpoints; the node sends none of them here.",
              remedies: ["Follow again, or ask another node with --rpc."]))
        }
      }
    }
  }
}

extension CheckpointNotice {
  /// One document of a stream.
  fileprivate func line(_ format: OutputFormat) -> String {
    let fields: [OutputValue.Field] = [
      .init("schema", "steward/chain-checkpoint-notice/v1"),
      .init("sequenceNumber", .number(sequenceNumber?.rawValue)),
      .init("transactions", .list(transactions.map { .text($0.description) })),
    ]
    return switch format {
    case .table, .markdown:
      ([sequenceNumber?.description ?? "?"] + transactions.map(\.description))
        .joined(separator: "  ")
    case .json: JSONView.line(.record(fields))
    case .yaml: "---\n" + YAMLView.render(.record(fields))
    }
  }
}

extension CheckpointSummary {
  fileprivate var outputFields: [OutputValue.Field] {
    [
      .init("sequenceNumber", .number(sequenceNumber.rawValue)), .init("digest", digest),
      .init("epoch", .number(epoch.rawValue)), .init("timestampMs", .time(timestampMs)),
      .init("networkTotalTransactions", .number(networkTotalTransactions)),
      .init("previousDigest", .text(previousDigest)), .init("contentDigest", contentDigest),
      .init("epochFees", epochRollingTransactionFees.output),
      .init("endsEpoch", .bool(endOfEpochData != nil)),
    ]
  }
}
