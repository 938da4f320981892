import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOSSL

/// Runs `body` with a scripted node on a free port of 127.0.0.1, which speaks HTTP/2 by itself and so
/// can break its rules. With an `identity` it speaks TLS.
///
/// - Throws: What `body` throws, or ``UnscriptedCalls``.
public func withHTTP2Node<Value: Sendable>(
  _ script: NodeScript, identity: ServerIdentity? = nil,
  _ body: (_ port: Int) async throws -> Value
) async throws -> Value {
  let tls = try identity.map { try $0.context() }
  let value = try await withListener(
    prepare: { channel in
      let pipeline = channel.pipeline.syncOperations
      if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
      return try pipeline.configureAsyncHTTP2Pipeline(mode: .server) { stream in
        stream.eventLoop.makeCompletedFuture { try HTTP2Stream(stream) }
      }
    },
    serve: { multiplexer, channel, number in
      try await withThrowingDiscardingTaskGroup { group in
        defer { script.connectionEnded(number) }
        for try await stream in multiplexer.inbound {
          group.addTask {
            // A stream that the client resets is no reason to end the others.
            var call = HTTP2Call(connection: channel, number: number)
            try? await call.serve(stream, by: script)
          }
        }
      }
    }, body)
  try script.checkThatAllWasScripted()
  return value
}
