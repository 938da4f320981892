import NIOCore
import Synchronization

/// The connections that are open, so that all of them can be closed.
final class ConnectionTracker: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// What a connection's pipeline needs for it to be tracked.
  func makeHandler() -> any RemovableChannelHandler { Handler(tracker: self) }

  /// Closes every connection, now and later.
  func closeAll() {
    let channels = state.withLock { state in
      state.isClosed = true
      return state.channels.values
    }
    for channel in channels { channel.close(promise: nil) }
  }

  private func add(_ channel: any Channel) {
    let isClosed = state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = channel
      return state.isClosed
    }
    if isClosed { channel.close(promise: nil) }
  }

  private func remove(_ channel: any Channel) {
    state.withLock { $0.channels[ObjectIdentifier(channel)] = nil }
  }

  private final class Handler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let tracker: ConnectionTracker

    init(tracker: ConnectionTracker) { self.tracker = tracker }

    func handlerAdded(context: ChannelHandlerContext) { tracker.add(context.channel) }

    func handlerRemoved(context: ChannelHandlerContext) { tracker.remove(context.channel) }
  }
}
