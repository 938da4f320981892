import Lifecycle
import SomaClient
import SomaTypes
import SomaWire

/// A reveal that is due now.
struct DueReveal: Sendable {
  let commitments: ModelCommitments
  let commitEpoch: Epoch
  let window: Epoch
}

extension LifecycleDriver {
  /// Asks every node whether a model's reveal is due.
  ///
  /// - Throws: `PermitRefusal`; ``DriverError/nothingToReveal(_:)``.
  func permit(for model: ModelID) async throws -> DueReveal {
    let observations = await chain.observations()
    let nodes = try observations.map { node in
      let seen = try node.result.get()
      return NodeView(endpoint: "\(node.endpoint)", chain: try ChainView(seen))
    }
    let known = nodes.lazy.compactMap { $0.chain?.models[model] }.first
    guard let known, let pending = known.pendingUpdate, let window = pending.commitEpoch.next
    else { throw DriverError.nothingToReveal(model) }
    let commit = LiveCommit(
      modelID: model, commitments: pending.commitments, commitEpoch: pending.commitEpoch,
      isFirst: known.revealed == nil)
    _ = try RevealPermit.decide(
      for: commit, on: nodes, notOlderThan: 0,
      now: Moment(wallClockMs: 0, monotonicMs: 0)
    ).get()
    return DueReveal(
      commitments: pending.commitments, commitEpoch: pending.commitEpoch, window: window)
  }
}

extension ChainView {
  fileprivate init(_ seen: ChainObservation) throws {
    let state = try seen.state.state.get()
    self.init(
      stateVersion: seen.systemStateVersion, epoch: state.epoch,
      epochStartMs: state.epochStartTimestampMs, protocolVersion: state.protocolVersion,
      isInSafeMode: state.safeMode, parameters: state.parameters, models: seen.state.models,
      checkpoint: CheckpointView(
        epoch: seen.checkpoint.epoch, sequence: seen.checkpoint.sequenceNumber,
        timestampMs: seen.checkpoint.timestampMs))
  }
}
