public import BCS

/// A commit that waits for its reveal: the first of a model, or an update.
///
/// It can be revealed in the epoch after ``commitEpoch``, and in no other.
public struct PendingModelUpdate: Hashable, Sendable {
  /// What was promised.
  public var commitments: ModelCommitments
  /// The epoch in which the commit was executed.
  public var commitEpoch: Epoch

  /// Creates a pending update.
  public init(commitments: ModelCommitments, commitEpoch: Epoch) {
    self.commitments = commitments
    self.commitEpoch = commitEpoch
  }
}

extension PendingModelUpdate: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    commitments = try reader.read()
    commitEpoch = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(commitments)
    writer.write(commitEpoch)
  }
}
