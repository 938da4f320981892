import NIOCore
import NIOPosix
import Synchronization

/// What went over the wire, both ways, between clients and one port of this machine.
package final class WireTap: Sendable {
  private let capture = Mutex<(sent: [UInt8], received: [UInt8])>(([], []))

  /// All bytes that clients sent so far.
  package var sent: [UInt8] { capture.withLock { $0.sent } }
  /// All bytes that they received so far.
  package var received: [UInt8] { capture.withLock { $0.received } }

  fileprivate func add(sent bytes: ByteBuffer) {
    capture.withLock { $0.sent += bytes.readableBytesView }
  }

  fileprivate func add(received bytes: ByteBuffer) {
    capture.withLock { $0.received += bytes.readableBytesView }
  }
}

/// Runs `body` with a free port of 127.0.0.1 that hands everything on to another port, and with what was
/// handed on.
package func withWireTap<Value>(
  to port: Int, _ body: (_ tap: WireTap, _ port: Int) async throws -> Value
) async throws -> Value {
  let tap = WireTap()
  let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    // Nothing is read before there is somebody to hand it to.
    .childChannelOption(.autoRead, value: false)
    .childChannelInitializer { client in
      client.eventLoop.makeCompletedFuture {
        try client.pipeline.syncOperations.addHandler(Connector(port: port, tap: tap))
      }
    }
    .bind(host: "127.0.0.1", port: 0).get()
  let result: Result<Value, any Error>
  do {
    guard let port = server.localAddress?.port else { throw ChannelError.unknownLocalAddress }
    result = .success(try await body(tap, port))
  } catch {
    result = .failure(error)
  }
  try await server.close()
  return try result.get()
}

/// Connects a client's channel to the tapped port.
private final class Connector: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let port: Int
  private let tap: WireTap

  init(port: Int, tap: WireTap) {
    self.port = port
    self.tap = tap
  }

  func channelActive(context: ChannelHandlerContext) {
    let client = context.channel
    let (port, tap) = (port, tap)
    ClientBootstrap(group: context.eventLoop)
      .channelInitializer { node in
        node.eventLoop.makeCompletedFuture {
          try node.pipeline.syncOperations.addHandler(
            Relay(to: client) { tap.add(received: $0) })
        }
      }
      .connect(host: "127.0.0.1", port: port)
      .flatMap { node in
        client.eventLoop.makeCompletedFuture {
          try client.pipeline.syncOperations.addHandler(Relay(to: node) { tap.add(sent: $0) })
        }
      }
      .flatMap { client.setOption(.autoRead, value: true) }
      .whenFailure { _ in client.close(promise: nil) }
  }
}

/// Hands on what one channel reads to another.
private final class Relay: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let other: any Channel
  private let record: @Sendable (ByteBuffer) -> Void

  init(to other: any Channel, _ record: @escaping @Sendable (ByteBuffer) -> Void) {
    self.other = other
    self.record = record
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    record(bytes)
    other.writeAndFlush(bytes, promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
