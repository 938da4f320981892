public import Manifest
public import SomaTypes

/// What one node showed in this pass.
public struct NodeView: Equatable, Sendable {
  /// The node, as diagnostics name it.
  public var endpoint: String
  /// What it showed; `nil` if it did not answer.
  public var chain: ChainView?

  /// Creates a view.
  public init(endpoint: String, chain: ChainView?) {
    self.endpoint = endpoint
    self.chain = chain
  }
}

/// The chain as one node shows it: one read of the system state and one of the latest checkpoint.
public struct ChainView: Equatable, Sendable {
  /// The version of the system state, read before the state on the same connection: the state is at
  /// least that new.
  public var stateVersion: ObjectVersion
  /// `system_state.epoch`: the epoch of every decision.
  public var epoch: Epoch
  /// When ``epoch`` began, in milliseconds since 1970 in UTC, by the chain's clock.
  public var epochStartMs: UInt64
  /// The protocol version in force.
  public var protocolVersion: UInt64
  /// Whether the last boundary failed: windows pass, cleanup waits.
  public var isInSafeMode: Bool
  /// The live parameters.
  public var parameters: SystemParameters
  /// The models that matter: those of our wallets, and those that a manifest or the journal names.
  public var models: [ModelID: Model]
  /// By how much voting power, of 10 000, each of them is reported in this epoch. 6667 is fatal.
  public var reportedPower: [ModelID: UInt64]
  /// The latest checkpoint.
  public var checkpoint: CheckpointView
  /// The number of the latest checkpoint of this node when it was asked before.
  public var earlierCheckpoint: CheckpointSequenceNumber?

  /// Creates a view.
  public init(
    stateVersion: ObjectVersion, epoch: Epoch, epochStartMs: UInt64, protocolVersion: UInt64,
    isInSafeMode: Bool = false, parameters: SystemParameters, models: [ModelID: Model],
    reportedPower: [ModelID: UInt64] = [:], checkpoint: CheckpointView,
    earlierCheckpoint: CheckpointSequenceNumber? = nil
  ) {
    self.stateVersion = stateVersion
    self.epoch = epoch
    self.epochStartMs = epochStartMs
    self.protocolVersion = protocolVersion
    self.isInSafeMode = isInSafeMode
    self.parameters = parameters
    self.models = models
    self.reportedPower = reportedPower
    self.checkpoint = checkpoint
    self.earlierCheckpoint = earlierCheckpoint
  }

  /// Whether the node makes progress: its latest checkpoint is newer than when it was last asked.
  public var isAdvancing: Bool {
    earlierCheckpoint.map { $0 < checkpoint.sequence } ?? false
  }

  /// How much of ``epoch`` is over by the checkpoint's own time.
  public var elapsed: EpochSpan {
    EpochSpan(
      from: epochStartMs, to: checkpoint.timestampMs, of: parameters.epochDurationMs)
  }
}

/// What a decision needs of a checkpoint.
public struct CheckpointView: Equatable, Sendable {
  /// The epoch that it belongs to. Around a boundary it is the older one.
  public var epoch: Epoch
  /// Its number.
  public var sequence: CheckpointSequenceNumber
  /// Its time, in milliseconds since 1970 in UTC: the chain's clock.
  public var timestampMs: UInt64

  /// Creates a checkpoint.
  public init(epoch: Epoch, sequence: CheckpointSequenceNumber, timestampMs: UInt64) {
    self.epoch = epoch
    self.sequence = sequence
    self.timestampMs = timestampMs
  }
}
