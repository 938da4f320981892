import GRPCCore

/// Makes calls fail as the faults say: before they are carried out, or after.
struct FaultInterceptor: ServerInterceptor {
  let faults: Faults
  let clock: any Clock<Duration>
  let connections: OpenConnections

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next:
      @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    let method = context.descriptor.method
    if faults.take(.unavailable, method) {
      throw RPCError(.unavailable, "the localnet was told to be unavailable")
    }
    let delay = faults.take(method) { fault -> Duration? in
      if case .slow(let delay) = fault { delay } else { nil }
    }
    if let delay { try await clock.sleep(for: delay) }
    let response = try await next(request, context)
    let loss = faults.take(method) { fault -> Fault.Loss? in
      if case .lostReply(let loss) = fault { loss } else { nil }
    }
    switch loss {
    case nil: return response
    case .unavailable: break
    case .silence: try await context.cancellation.cancelled
    case .cut: connections.cut(context.remotePeer)
    }
    throw RPCError(.unavailable, "the localnet was told to lose the reply")
  }
}
