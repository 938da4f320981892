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
    // What ends a fault has to stay within reach.
    let service = context.descriptor.service.fullyQualifiedService
    guard service != ByteService.faultsName else { return try await next(request, context) }
    let method = context.descriptor.method
    let scope: FaultScope = service == ByteService.adminName ? .named(method) : .call(method)
    if faults.take(.unavailable, scope) {
      throw RPCError(.unavailable, "the localnet was told to be unavailable")
    }
    let delay = faults.take(scope) { fault -> Duration? in
      if case .slow(let delay) = fault { delay } else { nil }
    }
    if let delay { try await clock.sleep(for: delay) }
    let response = try await next(request, context)
    let loss = faults.take(scope) { fault -> Fault.Loss? in
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
