public import SomaProto
import SwiftProtobuf

/// What SubscribeCheckpoints is asked for: every checkpoint from now on.
///
/// A type of its own because an empty message, which is easily made, asks for the number of the
/// checkpoint only: whoever waits for a transaction would wait for ever.
public struct SubscriptionRequest: Equatable, Sendable {
  /// Creates a request.
  public init() {}

  /// The message.
  public func message(
    _ mask: ReadMask = .checkpointTransactions
  ) -> Soma_Rpc_SubscribeCheckpointsRequest {
    .with { $0.readMask = mask.message }
  }
}
