public import SomaTypes

/// The latest that one node said of the chain, and that counted.
public struct ObservationRecord: Equatable, Sendable {
  /// The node.
  public var rpc: String
  /// The epoch of its system state.
  public var epoch: Epoch
  /// The version of the object that holds the system state.
  public var version: ObjectVersion
  /// Its latest checkpoint.
  public var checkpoint: UInt64
  /// When it said so, by our clock.
  public var at: Moment

  /// Creates a record.
  public init(
    rpc: String, epoch: Epoch, version: ObjectVersion, checkpoint: UInt64, at: Moment
  ) {
    self.rpc = rpc
    self.epoch = epoch
    self.version = version
    self.checkpoint = checkpoint
    self.at = at
  }
}
