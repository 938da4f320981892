import GRPCCore
import Synchronization

/// The way to one node: a transport, and a fresh one once it is no longer trusted.
///
/// Keepalive pings do not do this alone: grpc-swift-nio-transport 2.9 stops them when the last call of
/// a connection ends and never starts them again.
final class Line: Sendable {
  /// A transport, and which one it is, counted from 0.
  struct Current: Sendable {
    let transport: any ClientTransport
    fileprivate let number: Int
  }

  let endpoint: Endpoint
  private let dial: (@Sendable () throws -> any ClientTransport)?
  private let state: Mutex<Current>
  private let started: AsyncStream<any ClientTransport>
  private let starter: AsyncStream<any ClientTransport>.Continuation

  /// A line that makes its own transports.
  init(
    to endpoint: Endpoint, dial: @escaping @Sendable () throws -> any ClientTransport
  ) throws {
    self.endpoint = endpoint
    self.dial = dial
    let transport = try dial()
    state = Mutex(Current(transport: transport, number: 0))
    (started, starter) = AsyncStream.makeStream()
    starter.yield(transport)
  }

  /// A line with one transport for good.
  init(to endpoint: Endpoint, over transport: any ClientTransport) {
    self.endpoint = endpoint
    dial = nil
    state = Mutex(Current(transport: transport, number: 0))
    (started, starter) = AsyncStream.makeStream()
    starter.yield(transport)
  }

  /// The transport for the next call.
  var current: Current { state.withLock { $0 } }

  /// Keeps the connections until ``close()``, or until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await transport in started {
        // Calls report what goes wrong with a connection; nobody else needs to know.
        group.addTask { try? await transport.connect() }
      }
    }
  }

  /// Dials again if `distrusted` is still in use. Calls that are under way on it may end there.
  func replace(_ distrusted: Current) {
    // It could be made once from the same settings; if it cannot now, the old one is all there is.
    guard let dial, current.number == distrusted.number, let fresh = try? dial() else { return }
    let isReplaced = state.withLock { current in
      guard current.number == distrusted.number else { return false }
      current = Current(transport: fresh, number: current.number + 1)
      return true
    }
    guard isReplaced else { return }
    if case .terminated = starter.yield(fresh) { return }
    distrusted.transport.beginGracefulShutdown()
  }

  /// Takes no more calls, and ends ``run()`` once those under way are done.
  func close() {
    starter.finish()
    current.transport.beginGracefulShutdown()
  }
}
