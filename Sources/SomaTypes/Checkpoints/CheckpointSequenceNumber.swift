/// The number of a checkpoint, counted from genesis, which is 0.
public struct CheckpointSequenceNumber: UInt64Value, ExpressibleByIntegerLiteral {
  /// The number.
  public let rawValue: UInt64

  /// Takes the number.
  public init(rawValue: UInt64) { self.rawValue = rawValue }
}
