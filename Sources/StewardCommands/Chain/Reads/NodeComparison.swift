import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

/// What several nodes said of themselves and of the chain, side by side.
struct NodeComparison {
  /// One node.
  struct Row {
    let endpoint: Endpoint
    let info: ServiceInfo?
    let observation: ChainObservation?
    let failure: (any Error)?
  }

  let rows: [Row]
  let epochs: EpochComparison

  /// Joins two rounds of answers, both in the order of the connection.
  init(infos: [Result<ServiceInfo, any Error>], observations: [NodeObservation]) {
    epochs = EpochComparison(observations)
    rows = zip(infos, observations).map { info, observation in
      var failure: (any Error)?
      if case .failure(let error) = info { failure = error }
      if case .failure(let error) = observation.result { failure = error }
      return Row(
        endpoint: observation.endpoint, info: try? info.get(),
        observation: try? observation.result.get(), failure: failure)
    }
  }

  /// The row of a node that shows the latest epoch, and of these the highest checkpoint.
  private var best: Row? {
    rows.filter { $0.observation?.state.epoch == epochs.latest }
      .max { ($0.height ?? 0) < ($1.height ?? 0) }
  }

  private var chainIDs: Set<CheckpointDigest> { Set(rows.compactMap(\.info?.chainID)) }

  /// Throws what the first node failed with, if none answered; the others are warned of.
  func requireAnAnswer() throws {
    guard rows.allSatisfy({ $0.observation == nil }) else { return }
    if rows.count > 1 { for warning in warnings { Terminal.writeWarning(warning) } }
    if let failure = rows.first?.failure { throw failure }
  }

  /// Throws if nodes are of different chains: comparing them means nothing.
  func requireOneChain() throws {
    let chains = rows.map { ($0.endpoint, $0.info?.chainID) }
    if let problem = Diagnostic(differentChains: chains) {
      throw CommandFailure(status: .failed, underlying: problem)
    }
  }

  /// What to tell about nodes that are not as they should be.
  var warnings: [Diagnostic] {
    rows.compactMap { row in
      if let failure = row.failure {
        var diagnostic =
          (failure as? any Explainable)?.diagnostic
          ?? Diagnostic(code: "nodes.silent", summary: "A node is silent", detail: "\(failure)")
        diagnostic.detail = "\(diagnostic.summary): \(diagnostic.detail) (\(diagnostic.code))"
        diagnostic.code = "nodes.silent"
        diagnostic.summary = "A node is silent"
        return diagnostic
      }
      guard epochs.behind.contains(row.endpoint), let shown = row.observation?.state.epoch else {
        return nil
      }
      return Diagnostic(
        code: "nodes.behind", summary: "A node is behind",
        detail: "\(row.endpoint) shows epoch \(shown); the latest is \(epochs.latest ?? shown).",
        remedies: ["Do not decide by what it says until it has caught up."])
    }
  }

  /// The chain, then the nodes.
  var outputFields: [OutputValue.Field] {
    let state = best?.observation.flatMap { try? $0.state.state.get() }
    return [
      .init("chain", .text(best?.info?.chain)), .init("chainId", .text(best?.info?.chainID)),
      .init("epoch", .number(epochs.latest?.rawValue)),
      .init("epochStartMs", .time(state?.epochStartTimestampMs)),
      .init("epochDurationMs", state.map { .duration($0.parameters.epochDurationMs) } ?? .null),
      .init("protocolVersion", .number(state?.protocolVersion)),
      .init("knownProtocolVersion", .number(Version.knownProtocolVersion)),
      .init("safeMode", state.map { .bool($0.safeMode) } ?? .null),
      .init("agreement", .described(agreement, .bool(epochs.isUnanimous && chainIDs.count <= 1))),
      .init("nodes", .list(rows.map(output))),
    ]
  }

  private var agreement: String {
    guard chainIDs.count <= 1 else { return "the nodes are of different chains" }
    if epochs.isUnanimous { return rows.count == 1 ? "one node" : "all nodes show the same epoch" }
    return "\(epochs.agreeing.count) of \(rows.count) nodes show the latest epoch"
  }

  private func output(_ row: Row) -> OutputValue {
    let highest = rows.compactMap(\.height).max()
    let status =
      if row.failure != nil { "silent" } else if epochs.behind.contains(row.endpoint) {
        "behind"
      } else { "ok" }
    return .record([
      .init("node", row.endpoint), .init("status", status),
      .init("epoch", .number(row.observation?.state.epoch.rawValue)),
      .init("checkpoint", .number(row.height)),
      .init(
        "checkpointsBehind", .number(row.height.flatMap { height in highest.map { $0 - height } })),
      .init("checkpointTimeMs", .time(row.observation?.checkpoint.timestampMs)),
      .init("systemStateVersion", .number(row.observation?.systemStateVersion.rawValue)),
      .init("server", .text(row.info?.server)),
    ])
  }
}

extension NodeComparison.Row {
  /// Its latest checkpoint.
  fileprivate var height: UInt64? { observation?.checkpoint.sequenceNumber.rawValue }
}
