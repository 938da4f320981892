import NIOCore

/// What a TCP server does that speaks no HTTP/2.
public enum RawAnswer: Sendable {
  /// Accepts connections and says nothing.
  case silence
  /// Closes every connection at once.
  case close
  /// Waits for the first bytes, sends these, and closes.
  case text(String)
}

/// Runs `body` with such a server on a free port of 127.0.0.1.
public func withRawServer<Value: Sendable>(
  _ answer: RawAnswer, _ body: (_ port: Int) async throws -> Value
) async throws -> Value {
  try await withListener(
    prepare: { try $0.pipeline.syncOperations.addHandler(RawHandler(answer)) },
    serve: { _, _, _ in await Gate().wait() }, body)
}

private final class RawHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answer: RawAnswer

  init(_ answer: RawAnswer) { self.answer = answer }

  func channelActive(context: ChannelHandlerContext) {
    if case .close = answer { context.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .text(let text) = answer else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    context.close(promise: nil)
  }
}
