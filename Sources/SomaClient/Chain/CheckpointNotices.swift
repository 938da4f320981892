public import SomaWire
import SomaProto

/// The checkpoints of a node, as they are made. Can be read once, by one task.
///
/// Throws ``RPCFailure`` when the stream breaks and `WireError` for a message that cannot be read.
public struct CheckpointNotices: AsyncSequence, AsyncIteratorProtocol {
  /// A checkpoint.
  public typealias Element = CheckpointNotice

  private var replies: Replies<Soma_Rpc_SubscribeCheckpointsResponse>

  init(_ replies: Replies<Soma_Rpc_SubscribeCheckpointsResponse>) { self.replies = replies }

  /// Itself: every iterator continues where the last one stopped.
  public func makeAsyncIterator() -> CheckpointNotices { self }

  /// The next checkpoint; `nil` when the node ends the stream.
  public mutating func next() async throws -> CheckpointNotice? {
    try await replies.next().map { try CheckpointNotice($0) }
  }
}
