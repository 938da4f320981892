import AsyncHTTPClient
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import SomaTypes

/// Runs `body` with an object host on 127.0.0.1, and stops the host afterwards.
///
/// Stopping takes no longer than ``ObjectHostConfiguration/shutdownGrace`` and what is then cut off
/// needs to end: faults are cleared at once, requests that are being answered may finish within the
/// grace, and whatever is left loses its connection. The host also stops when the task is cancelled.
///
/// - Throws: ``ObjectHostError`` when the host does not start, and what `body` throws.
public func withObjectHost<Value: Sendable>(
  _ configuration: ObjectHostConfiguration = ObjectHostConfiguration(),
  _ body: (ObjectHost) async throws -> Value
) async throws -> Value {
  let store = try await makeStore(configuration)
  defer { store.close() }
  guard let proxy = configuration.modelProxy else {
    return try await run(configuration, store, models: nil, body)
  }
  // Its own client, because what it has open must be closed with the host.
  let client = HTTPClient(
    eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
    configuration: .init(
      redirectConfiguration: .follow(max: 10, allowCycles: true),
      timeout: .init(connect: .seconds(5))))
  let models = ModelResponder(proxy: proxy, fetcher: ModelFetcher(client: client, store: store))
  let result: Result<Value, any Error>
  do { result = .success(try await run(configuration, store, models: models, body)) } catch {
    result = .failure(error)
  }
  try? await client.shutdown()  // nothing is left that could use it
  return try result.get()
}

private func makeStore(
  _ configuration: ObjectHostConfiguration
) async throws -> any ObjectStore {
  switch configuration.storage {
  case .memory(let maximum):
    MemoryStore(maximumByteCount: maximum, now: configuration.now)
  case .directory(let path):
    try await blocking { try DirectoryStore(path: path) }
  }
}

private func run<Value: Sendable>(
  _ configuration: ObjectHostConfiguration, _ store: any ObjectStore, models: ModelResponder?,
  _ body: (ObjectHost) async throws -> Value
) async throws -> Value {
  let board = FaultBoard()
  let log = RequestLog()
  let connections = ConnectionTracker()
  let (ports, started) = AsyncStream<Int?>.makeStream()
  let server = makeServer(
    configuration, HostResponder(configuration, store, models: models, board, log), connections
  ) { channel in
    started.yield(channel.localAddress?.port)
    started.finish()
  }
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { started.finish() }
      try await server.run()
    }
    guard let port = await ports.first(where: { _ in true }) ?? nil else {
      throw await failure(&group, port: configuration.port)
    }
    let result: Result<Value, any Error>
    do {
      let host = ObjectHost(
        url: try CanonicalURL("http://127.0.0.1:\(port)/"), port: UInt16(clamping: port),
        store: store, board: board, log: log)
      result = .success(try await body(host))
    } catch {
      result = .failure(error)
    }
    board.close()
    await stop(server, connections, configuration)
    group.cancelAll()
    try? await group.waitForAll()  // the server has nothing more to say
    return try result.get()
  }
}

private func makeServer(
  _ configuration: ObjectHostConfiguration, _ responder: HostResponder,
  _ connections: ConnectionTracker, onStart: @escaping @Sendable (any Channel) async -> Void
) -> Server<HTTP1Channel> {
  let idle = TimeAmount(configuration.idleTimeout)
  let channel = HTTP1Channel(
    responder: { request, writer, channel in
      try await responder.respond(to: request, writer, on: channel)
    },
    configuration: .init(
      additionalChannelHandlers: [connections.makeHandler()], idleTimeout: idle))
  return Server(
    childChannelSetup: channel,
    configuration: ServerConfiguration(
      address: .hostname("127.0.0.1", port: Int(configuration.port))),
    onServerRunning: onStart, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
    logger: Logger(label: "object-host", factory: { _ in SwiftLogNoOpLogHandler() }))
}

/// Why the server ended before it began.
private func failure(
  _ group: inout ThrowingTaskGroup<Void, any Error>, port: UInt16
) async -> any Error {
  do {
    try await group.next()
    return CancellationError()
  } catch let error as IOError {
    return ObjectHostError.cannotListen(port: port, code: error.errnoCode)
  } catch {
    return error is CancellationError ? error : ObjectHostError.cannotListen(port: port, code: 0)
  }
}

private func stop(
  _ server: Server<HTTP1Channel>, _ connections: ConnectionTracker,
  _ configuration: ObjectHostConfiguration
) async {
  await withTaskGroup(of: Void.self) { group in
    group.addTask { try? await server.shutdownGracefully() }  // fails only if it is down already
    group.addTask {
      try? await configuration.clock.sleep(for: configuration.shutdownGrace)
      connections.closeAll()
    }
    await group.next()
    group.cancelAll()
  }
}
