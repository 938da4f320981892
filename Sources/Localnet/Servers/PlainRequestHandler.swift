import NIOCore

/// Answers who speaks HTTP/1.1 to a port of HTTP/2, hangs up on who speaks neither, and lets all others
/// pass.
///
/// It comes first in the pipeline. An HTTP/2 client by prior knowledge speaks first, with a preface that
/// begins like no request of HTTP/1.1 (RFC 9113 §3.4); what the server says before that is held back.
final class PlainRequestHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    case undecided
    case plain
    case answered
    case http2
  }

  private static let preface = Array("PRI * HTTP/2.0\r\n".utf8)
  private static let maximumHeadByteCount = 8192
  /// How long a connection may take to become one of HTTP/2 or to end.
  static let patience = TimeAmount.seconds(10)

  private let forwarding: ModelForwarding?
  private var deadline: Scheduled<Void>?
  private var state = State.undecided
  private var received = ByteBuffer()
  private var held: [(bytes: NIOAny, written: EventLoopPromise<Void>?)] = []

  /// Creates one for a node, or without `forwarding` for a service that knows nothing of models.
  init(_ forwarding: ModelForwarding?) { self.forwarding = forwarding }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: Self.patience) {
      channel.close(mode: .all, promise: nil)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard state != .http2 else { return context.fireChannelRead(data) }
    guard state != .answered else { return }
    var bytes = Self.unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    if state == .undecided {
      let beginning = received.readableBytesView.prefix(Self.preface.count)
      guard !Self.preface.elementsEqual(beginning) else { return beginHTTP2(context) }
      // It can still become one.
      guard !Self.preface.starts(with: beginning) else { return }
      state = .plain
      drop()
    }
    answer(context)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch state {
    case .undecided: held.append((data, promise))
    case .http2: context.write(data, promise: promise)
    // The server of HTTP/2 has nothing to say here.
    case .plain, .answered: promise?.succeed()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    drop()
    context.fireChannelInactive()
  }

  private func beginHTTP2(_ context: ChannelHandlerContext) {
    state = .http2
    deadline?.cancel()
    for (bytes, written) in held { context.write(bytes, promise: written) }
    held = []
    context.flush()
    context.fireChannelRead(Self.wrapInboundOut(received))
    context.fireChannelReadComplete()
    received = ByteBuffer()
  }

  /// Forgets what the server of HTTP/2 wanted to say.
  private func drop() {
    for (_, written) in held { written?.succeed() }
    held = []
  }

  /// Answers when the head of the request is complete. A body is not looked at.
  private func answer(_ context: ChannelHandlerContext) {
    let text = String(buffer: received)
    let reply: PlainReply
    if text.contains("\r\n\r\n"), let line = text.firstRange(of: "\r\n") {
      let requestLine = text[..<line.lowerBound]
      reply = forwarding?.reply(to: requestLine) ?? PlainReply("404 Not Found")
    } else if received.readableBytes > Self.maximumHeadByteCount {
      reply = PlainReply("431 Request Header Fields Too Large")
    } else {
      return
    }
    state = .answered
    received = ByteBuffer()
    let bytes = context.channel.allocator.buffer(string: reply.text)
    context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil)
    // The client ends the rest: closing over what it still sends would take the reply from it.
    context.close(mode: .output, promise: nil)
  }
}
