public import SomaTypes

/// What is known of one epoch.
public struct EpochRecord: Equatable, Sendable {
  /// The system state with which it began.
  public let startState: SystemState
  /// When it began, in milliseconds since 1970 in UTC.
  public let startTimestampMs: UInt64
  /// Its first checkpoint, which does not exist yet right after the boundary.
  public let firstCheckpoint: CheckpointSequenceNumber
  /// When it ended; `nil` while it runs.
  public internal(set) var endTimestampMs: UInt64?
  /// Its last checkpoint; `nil` while it runs.
  public internal(set) var lastCheckpoint: CheckpointSequenceNumber?

  /// Its number.
  public var epoch: Epoch { startState.epoch }

  /// The protocol version in force.
  public var protocolVersion: UInt64 { startState.protocolVersion }

  /// Who validates it.
  public var committee: Committee { startState.committee }
}
