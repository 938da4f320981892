public import SomaProto
public import SomaTypes

/// One message of a subscription: which transactions are final now.
public struct CheckpointNotice: Equatable, Sendable {
  /// The number of the checkpoint, if the node says it.
  public var sequenceNumber: CheckpointSequenceNumber?
  /// The transactions in it.
  public var transactions: [TransactionDigest]

  /// Creates a notice.
  public init(sequenceNumber: CheckpointSequenceNumber?, transactions: [TransactionDigest]) {
    self.sequenceNumber = sequenceNumber
    self.transactions = transactions
  }

  /// Reads a message of SubscribeCheckpoints.
  ///
  /// - Throws: ``WireError``, with paths as seen from the checkpoint: every transaction must have
  ///   a digest, because it can be the one that is waited for.
  public init(_ message: Soma_Rpc_SubscribeCheckpointsResponse) throws(WireError) {
    sequenceNumber = message.hasCursor ? CheckpointSequenceNumber(message.cursor) : nil
    transactions = try each("transactions", message.checkpoint.transactions) {
      (transaction) throws(WireError) in
      try Field("digest", transaction.hasDigest, transaction.digest)
        .map(TransactionDigest.init(wire:))
    }
  }
}

extension Soma_Rpc_SubscribeCheckpointsResponse {
  /// Writes a message of a subscription.
  ///
  /// - Parameters:
  ///   - sequenceNumber: The number of the checkpoint.
  ///   - checkpoint: The checkpoint, cut down to what the subscriber's mask asks for.
  public init(sequenceNumber: CheckpointSequenceNumber, checkpoint: Soma_Rpc_Checkpoint) {
    self.init()
    cursor = sequenceNumber.rawValue
    self.checkpoint = checkpoint
  }
}
