import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes

/// One plan over many models of one wallet: most are live and quiet, every tenth waits for its reveal.
enum PlanBenchmark {
  /// Prints milliseconds of the processor for the plan, and how many steps it has.
  static func plan(modelCount: Int) throws {
    let state = try StateBenchmark.state(modelCount: modelCount)
    let owner = SomaAddress(.zero)
    let url = try CanonicalURL("https://weights.example/object")
    guard let wallet = ResourceName("wallet"), let other = ResourceName("other") else { return }
    let epoch = state.epoch
    var recorded = Recorded(lineage: "benchmark")
    var models: [ModelID: Model] = [:]
    for (index, entry) in state.modelRegistry.models.enumerated() {
      guard let name = ResourceName("model-\(index)") else { continue }
      var model = entry.value
      model.owner = owner
      model.nextEpochCommissionRate = 1000
      guard let revealed = model.revealed, let last = epoch.rawValue.checkedPredecessor else {
        continue
      }
      let spec = ModelSpec(
        name: name, network: NetworkSpec(name: other, rpc: [url]),
        wallet: WalletSpec(name: wallet, key: .offline),
        host: HostSpec(name: other, kind: .directory(path: "/srv", publicBaseURL: url)),
        weights: WeightsSpec(source: .file("/w")), embedding: EmbeddingSpec(source: .file("/e")),
        commission: 1000)
      let content = ReleaseContent(
        plaintext: entry.key.bytes, embedding: revealed.commitments.embeddingCommitment,
        embeddingDimension: state.parameters.targetEmbeddingDim)
      var record = ModelRecord(accepting: spec, content: content)
      _ = record.apply(.adopted(entry.key))
      _ = record.apply(.recognised(content, revealed.commitments))
      if index % 10 == 0 {
        let window = Attempt.Window(commitEpoch: Epoch(last))
        _ = record.apply(.attempt(revealed.commitments, .committed(window)))
        model.state = .pending(
          PendingModelUpdate(commitments: revealed.commitments, commitEpoch: Epoch(last)))
      } else {
        _ = record.apply(.attempt(revealed.commitments, .revealed))
      }
      recorded.models[name] = record
      models[entry.key] = model
    }
    let view = ChainView(
      stateVersion: 1, epoch: epoch, epochStartMs: state.epochStartTimestampMs,
      protocolVersion: state.protocolVersion, parameters: state.parameters, models: models,
      checkpoint: CheckpointView(
        epoch: epoch, sequence: 2, timestampMs: state.epochStartTimestampMs))
    let observed = Observed(
      nodes: (0..<3).map { NodeView(endpoint: "node-\($0)", chain: view) },
      wallets: [wallet: WalletView(address: owner, coins: .known(CoinPurse([])))])
    var steps = 0
    let milliseconds = try ProcessorTime.measure {
      steps =
        Lifecycle.plan(
          .accepted, observed: observed, recorded: recorded,
          now: Moment(wallClockMs: state.epochStartTimestampMs, monotonicMs: 0)
        ).steps.count
    }
    print(milliseconds, steps)
  }
}

extension UInt64 {
  fileprivate var checkedPredecessor: UInt64? { self == 0 ? nil : self - 1 }
}
