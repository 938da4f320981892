import Dispatch
import Glibc
import Localnet

/// Waits for SIGINT or SIGTERM, which then end nothing by themselves.
final class EndSignals: Sendable {
  private let received: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (received, feed) = AsyncStream<Void>.makeStream()
    self.received = received
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { feed.yield(()) }
      source.resume()
      return source
    }
  }

  /// Returns at the first signal, or when the node has stopped by itself.
  func wait(or node: LocalnetNode) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [received] in
        for await _ in received { return }
      }
      group.addTask { await node.waitUntilStopped() }
      await group.next()
      group.cancelAll()
    }
  }
}
