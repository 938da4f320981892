/// Tells everyone who waits that something has changed.
struct Announcements {
  private var listeners: [UInt64: AsyncStream<Void>.Continuation] = [:]
  private var next: UInt64 = 0

  /// Begins to listen. However much changes, one announcement is kept for who is busy.
  mutating func listen() -> (id: UInt64, changes: AsyncStream<Void>) {
    let (changes, continuation) = AsyncStream<Void>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    next += 1
    listeners[next] = continuation
    return (next, changes)
  }

  /// Whether anyone listens.
  var hasListeners: Bool { !listeners.isEmpty }

  /// Ends to listen.
  mutating func leave(_ id: UInt64) { listeners.removeValue(forKey: id)?.finish() }

  /// Tells everyone.
  func announce() {
    for listener in listeners.values { listener.yield() }
  }

  /// Tells everyone that nothing will change any more.
  mutating func end() {
    for listener in listeners.values { listener.finish() }
    listeners = [:]
  }
}
