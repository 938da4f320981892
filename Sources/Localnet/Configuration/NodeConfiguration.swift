/// How the node of a localnet behaves. The defaults are the real node's, with less patience.
public struct NodeConfiguration: Hashable, Sendable {
  /// When checkpoints are made.
  public var pace = CheckpointPace.interval(.milliseconds(200))
  /// After how long a checkpoint is made of nothing, so that clients see the chain advance; `nil`
  /// for never. None is made while nobody looks: see ``LocalnetNode/read(_:_:)``. It does not apply to
  /// ``CheckpointPace/manual``.
  public var heartbeat: Duration? = .seconds(1)
  /// What ends epochs. Their duration is the one in the system state's parameters.
  public var epochEnd = EpochEnd.both
  /// How long a submission is tried again that a real node would try again, for 90 s: one of a coin
  /// that does not exist yet, for instance.
  public var patience = Duration.seconds(5)
  /// Whether there is a second node to read from.
  public var hasFollower = false
  /// What the chain is called; clients do not look at it.
  public var chainName = "localnet"
  /// What the node calls itself.
  public var serverName = "soma-node/0.1.21"

  /// Creates a configuration with the defaults.
  public init() {}
}
