import CCurl
import Synchronization

/// Tells a transfer to stop, from any thread, at any time.
final class TransferStop: Sendable {
  private struct State {
    var isPulled = false
    /// The address of the multi handle that may be waiting.
    var waiting: UInt?
  }

  private let state = Mutex(State())

  /// Whether to stop.
  var isPulled: Bool { state.withLock { $0.isPulled } }

  /// Wakes the transfer up and lets it stop.
  func pull() {
    state.withLock { state in
      state.isPulled = true
      // Thread-safe (curl_multi_wakeup(3)); the lock keeps the handle alive during the call.
      if let multi = state.waiting.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) {
        curl_multi_wakeup(multi)
      }
    }
  }

  /// Lets ``pull()`` wake `multi` up while `body` runs.
  func watching<Result>(
    _ multi: UnsafeMutableRawPointer, _ body: () throws -> Result
  ) rethrows -> Result {
    state.withLock { $0.waiting = UInt(bitPattern: multi) }
    defer { state.withLock { $0.waiting = nil } }
    return try body()
  }
}
