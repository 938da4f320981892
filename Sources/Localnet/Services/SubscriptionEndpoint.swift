import GRPCCore
import Ledger
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// `soma.rpc.SubscriptionService`. Sources: `rpc/src/api/grpc/subscription_service.rs`; WIRE.md 9.
///
/// The subscription stands before the headers are sent, and those are sent at once: clients submit
/// when they see them.
struct SubscriptionEndpoint: Soma_Rpc_SubscriptionService.ServiceProtocol {
  let endpoint: NodeEndpoint

  func subscribeCheckpoints(
    request: ServerRequest<Soma_Rpc_SubscribeCheckpointsRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Soma_Rpc_SubscribeCheckpointsResponse> {
    let message = request.message
    // Without a mask, the number of the checkpoint is all there is. Unknown paths are ignored.
    let mask = FieldMaskTree(message.hasReadMask ? message.readMask.paths : [])
    guard let subscription = await endpoint.node.subscribe(to: endpoint.view) else {
      throw RPCError(code: .unavailable, message: "too many existing subscriptions")
    }
    return StreamingServerResponse { writer in
      defer { subscription.cancel() }
      try await withRPCCancellationHandler {
        for await checkpoint in subscription.checkpoints {
          let reply = await endpoint.read { CheckpointReply(checkpoint, of: $0, mask: mask) }
          try await writer.write(
            Soma_Rpc_SubscribeCheckpointsResponse(
              sequenceNumber: checkpoint.summary.sequenceNumber,
              checkpoint: reply.message(mask)))
        }
      } onCancelRPC: {
        subscription.cancel()
      }
      return [:]
    }
  }
}
