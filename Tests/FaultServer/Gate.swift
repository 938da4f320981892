import Synchronization

/// Holds tasks until it is opened: how tests wait without sleeping.
public final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [AsyncStream<Never>.Continuation] = []
  }

  private let state = Mutex(State())

  /// Creates a closed gate.
  public init() {}

  /// Returns when the gate is open, or the task cancelled.
  public func wait() async {
    let (opening, continuation) = AsyncStream<Never>.makeStream()
    let isOpen = state.withLock { state in
      if !state.isOpen { state.waiting.append(continuation) }
      return state.isOpen
    }
    if isOpen { return }
    for await _ in opening {}
  }

  /// Lets everyone pass, now and later.
  public func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.finish() }
  }
}
