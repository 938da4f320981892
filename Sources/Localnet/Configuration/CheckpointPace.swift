/// When checkpoints are made.
public enum CheckpointPace: Hashable, Sendable {
  /// So long after the one before, if there is something to put in. The chain's own least interval
  /// is 200 ms.
  case interval(Duration)
  /// With each transaction.
  case immediate
  /// Only when ``LocalnetNode/makeCheckpoint()`` is called, and at boundaries.
  case manual
}
