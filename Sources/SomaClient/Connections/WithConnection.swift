public import GRPCCore

/// Runs `body` with a connection to some nodes, and ends it when `body` returns or throws.
///
/// Nothing is sent before the first call. Nodes that are not there make calls fail, not this
/// function. It returns about ``ConnectionSettings/drain`` after `body` at the latest, whatever the
/// nodes do. Cancellation ends the calls of the cancelled task, but not the connection.
///
/// - Throws: What `body` throws; before that ``ConnectionError/noEndpoint``, or ``TrustRootsError`` if
///   the certificates cannot be used.
public func withConnection<Value>(
  to endpoints: [Endpoint], settings: ConnectionSettings,
  _ body: (Connection) async throws -> Value
) async throws -> Value {
  let dialer = HTTP2Dialer(trust: settings.trust)
  let lines = try endpoints.map { endpoint in
    try Line(to: endpoint) { try dialer.transport(to: endpoint) }
  }
  return try await withConnection(over: lines, settings: settings, body)
}

/// Runs `body` with nodes that are reached over transports of one's own, such as those of a localnet
/// in the same process. Each has the endpoint that its failures name.
///
/// - Throws: What `body` throws; before that ``ConnectionError/noEndpoint``.
public func withConnection<Value>(
  over nodes: [(endpoint: Endpoint, transport: any ClientTransport)],
  settings: ConnectionSettings, _ body: (Connection) async throws -> Value
) async throws -> Value {
  let lines = nodes.map { Line(to: $0.endpoint, over: $0.transport) }
  return try await withConnection(over: lines, settings: settings, body)
}

/// The same for lines of any kind.
func withConnection<Value>(
  over lines: [Line], settings: ConnectionSettings, _ body: (Connection) async throws -> Value
) async throws -> Value {
  guard !lines.isEmpty else { throw ConnectionError.noEndpoint }
  let channels = lines.map { RPCChannel(line: $0, settings: settings) }

  // No child of this task, for two reasons. A submission that its caller protects from cancellation
  // still needs the connection. And the transport gives up an attempt to connect only after 10 s:
  // then the task is left to end by itself.
  let (ending, end) = AsyncStream<Never>.makeStream()
  let running = Task {
    await withTaskGroup(of: Void.self) { group in
      for line in lines { group.addTask { await line.run() } }
    }
    end.finish()
  }
  let result: Result<Value, any Error>
  do {
    result = .success(try await body(Connection(channels: channels, settings: settings)))
  } catch {
    result = .failure(error)
  }

  for line in lines { line.close() }
  await withTaskGroup(of: Void.self) { group in
    group.addTask { for await _ in ending {} }
    // Cancelled: no reason to wait longer.
    group.addTask { try? await settings.clock.sleep(for: settings.drain) }
    await group.next()
    group.cancelAll()
  }
  running.cancel()
  return try result.get()
}
