import NIOCore
import NIOHTTP2

/// A stream of an HTTP/2 connection: frames come in one by one, and are written as they are.
///
/// Not `NIOAsyncChannel`, which ends the process when a test is over before its stream was looked at.
struct HTTP2Stream: Sendable {
  let frames: AsyncStream<HTTP2Frame.FramePayload>
  private let channel: any Channel

  /// Takes over a new stream, on its event loop.
  init(_ channel: any Channel) throws {
    self.channel = channel
    let (frames, continuation) = AsyncStream<HTTP2Frame.FramePayload>.makeStream()
    self.frames = frames
    try channel.pipeline.syncOperations.addHandler(Receiver(continuation: continuation))
  }

  func write(_ frame: HTTP2Frame.FramePayload) async throws {
    try await channel.writeAndFlush(frame)
  }

  func close() async throws { try await channel.close() }

  private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload

    let continuation: AsyncStream<HTTP2Frame.FramePayload>.Continuation

    init(continuation: AsyncStream<HTTP2Frame.FramePayload>.Continuation) {
      self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      continuation.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
  }
}
