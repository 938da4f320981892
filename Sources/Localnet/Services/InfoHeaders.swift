import GRPCCore
import Ledger
import SomaCrypto
import SomaTypes

/// Adds to every reply what a node says of itself, as long as it may say anything. Sources: WIRE.md 6.5;
/// `rpc/src/api/response.rs`.
struct InfoHeaders: ServerInterceptor {
  let endpoint: NodeEndpoint

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next:
      @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    var response: StreamingServerResponse<Output>
    do {
      // Nobody may learn of what could not be kept.
      guard await !endpoint.node.isStopped else {
        throw SubmissionRefusal.stopped.rpcError(validators: "")
      }
      response = try await next(request, context)
    } catch let error as RPCError {
      response = StreamingServerResponse(error: error)
    }
    let fields = await fields
    switch response.accepted {
    case .success(var contents):
      contents.metadata.add(contentsOf: fields)
      response.accepted = .success(contents)
    case .failure(var error):
      error.metadata.add(contentsOf: fields)
      response.accepted = .failure(error)
    }
    return response
  }

  private var fields: Metadata {
    get async {
      let configuration = endpoint.node.configuration
      let (chainID, latest) = await endpoint.read { ($0.chainID, $0.latestCheckpoint.summary) }
      return [
        "x-soma-chain-id": "\(chainID.bytes.description.prefix(8))",
        "x-soma-chain": "\(configuration.chainName)",
        "x-soma-epoch": "\(latest.epoch)",
        "x-soma-checkpoint-height": "\(latest.sequenceNumber)",
        "x-soma-timestamp-ms": "\(latest.timestampMs)",
        "x-soma-timestamp": "\(RFC3339(milliseconds: latest.timestampMs))",
        "x-soma-lowest-available-checkpoint": "0",
        "x-soma-lowest-available-checkpoint-objects": "0",
        "server": "\(configuration.serverName)",
      ]
    }
  }
}

extension Metadata {
  fileprivate mutating func add(contentsOf other: Metadata) {
    for (key, value) in other {
      if case .string(let text) = value { addString(text, forKey: key) }
    }
  }
}
