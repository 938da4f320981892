import NIOCore
import NIOPosix

/// Runs `body` with a free port of 127.0.0.1, and `serve` with each connection to it.
///
/// `prepare` sets up the pipeline of a connection; `serve` gets what it made and the connection's number,
/// counted from 0. The connection is closed when `serve` returns, which is cancelled after `body`.
func withListener<Prepared: Sendable, Value: Sendable>(
  prepare: @escaping @Sendable (any Channel) throws -> Prepared,
  serve: @escaping @Sendable (Prepared, any Channel, Int) async throws -> Void,
  _ body: (_ port: Int) async throws -> Value
) async throws -> Value {
  let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .bind(host: "127.0.0.1", port: 0) { channel in
      channel.eventLoop.makeCompletedFuture { (channel, try prepare(channel)) }
    }
  guard let port = server.channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      try await server.executeThenClose { connections in
        try await withThrowingDiscardingTaskGroup { group in
          var number = 0
          for try await (channel, prepared) in connections {
            let index = number
            number += 1
            group.addTask {
              // A connection ends as the client or the script wants; there is nobody to tell.
              try? await serve(prepared, channel, index)
              try? await channel.close()
            }
          }
        }
      }
    }
    defer { group.cancelAll() }
    return try await body(port)
  }
}
