public import SomaTypes
public import SomaWire

/// What one node showed of the chain in one go.
public struct ChainObservation: Sendable {
  /// The version that the system state had before it was read: the state is at least that new.
  public var systemStateVersion: ObjectVersion
  /// The state, as far as it can be read.
  public var state: SystemStateReply
  /// The latest checkpoint, read after the state. Around a boundary its epoch is the older one.
  public var checkpoint: CheckpointSummary

  /// Creates an observation.
  public init(
    systemStateVersion: ObjectVersion, state: SystemStateReply, checkpoint: CheckpointSummary
  ) {
    self.systemStateVersion = systemStateVersion
    self.state = state
    self.checkpoint = checkpoint
  }
}

/// What one node showed, or why it showed nothing.
public struct NodeObservation: Sendable {
  /// The node.
  public var endpoint: Endpoint
  /// What it showed.
  public var result: Result<ChainObservation, any Error>

  /// Creates an observation.
  public init(endpoint: Endpoint, result: Result<ChainObservation, any Error>) {
    self.endpoint = endpoint
    self.result = result
  }
}

/// What several nodes say of the epoch that runs.
public struct EpochComparison: Equatable, Sendable {
  /// The highest epoch that a node's system state shows; `nil` if none answered.
  public let latest: Epoch?
  /// The nodes that show ``latest``.
  public let agreeing: [Endpoint]
  /// The nodes that show an older one.
  public let behind: [Endpoint]
  /// The nodes that showed nothing.
  public let silent: [Endpoint]

  /// Compares observations.
  public init(_ observations: [NodeObservation]) {
    var epochs: [(endpoint: Endpoint, epoch: Epoch)] = []
    var silent: [Endpoint] = []
    for observation in observations {
      switch observation.result {
      case .success(let seen): epochs.append((observation.endpoint, seen.state.epoch))
      case .failure: silent.append(observation.endpoint)
      }
    }
    let latest = epochs.map(\.epoch).max()
    self.latest = latest
    agreeing = epochs.filter { $0.epoch == latest }.map(\.endpoint)
    behind = epochs.filter { $0.epoch != latest }.map(\.endpoint)
    self.silent = silent
  }

  /// Whether every node answered, and with the same epoch.
  public var isUnanimous: Bool { !agreeing.isEmpty && behind.isEmpty && silent.isEmpty }
}
