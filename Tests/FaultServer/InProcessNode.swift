import GRPCCore
public import GRPCInProcessTransport

/// Runs `body` with a scripted node in this process, and the transport that leads to it.
///
/// - Throws: What `body` throws, or ``UnscriptedCalls``.
public func withInProcessNode<Value: Sendable>(
  _ script: NodeScript, _ body: (InProcessTransport.Client) async throws -> Value
) async throws -> Value {
  let transport = InProcessTransport()
  let value = try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      try await transport.server.listen { stream, _ in await serve(stream, by: script) }
    }
    defer { group.cancelAll() }
    return try await body(transport.client)
  }
  try script.checkThatAllWasScripted()
  return value
}

private typealias ServerStream = RPCStream<
  InProcessTransport.Server.Inbound, InProcessTransport.Server.Outbound
>

private func serve(_ stream: ServerStream, by script: NodeScript) async {
  do {
    var call = ReceivedCall(
      method: stream.descriptor.fullyQualifiedMethod, headers: [:], message: [], connection: 0)
    for try await part in stream.inbound {
      switch part {
      case .metadata(let metadata):
        for (key, value) in metadata { call.headers[key, default: []].append(value.encoded()) }
      case .message(let bytes): call.message = bytes
      }
    }
    for step in script.receive(call) { try await perform(step, on: stream.outbound) }
    await stream.outbound.finish()
  } catch {
    await stream.outbound.finish(throwing: error)
  }
}

private func perform(_ step: Step, on outbound: InProcessTransport.Server.Outbound) async throws {
  switch step {
  case .headers(let extra): try await outbound.write(.metadata(metadata(extra)))
  case .message(let bytes): try await outbound.write(.message(bytes))
  case .relay(let messages):
    for await bytes in messages { try await outbound.write(.message(bytes)) }
  case .status(let number, let message, let details):
    // An HTTP/2 client finds the HTTP status here as well.
    var trailers = metadata([":status": "200"])
    if !details.isEmpty { trailers.addBinary(details, forKey: "grpc-status-details-bin") }
    let code = Status.Code(rawValue: number) ?? .unknown
    try await outbound.write(.status(Status(code: code, message: message), trailers))
  case .wait(let gate): await gate.wait()
  case .later(let steps): for step in await steps() { try await perform(step, on: outbound) }
  case .silence: await Gate().wait()
  case .cut: throw RPCError(code: .unavailable, message: "cut")
  case .data, .http, .endStream, .reset, .goAway:
    throw RPCError(code: .dataLoss, message: "\(step) needs HTTP/2")
  }
}

private func metadata(_ fields: [String: String]) -> Metadata {
  Metadata(fields.map { ($0.key, .string($0.value)) })
}
