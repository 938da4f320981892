import Synchronization

/// A clock that stands still until it is moved. Whoever sleeps on it wakes when it has been moved
/// far enough.
public final class VirtualClock: Clock {
  /// A moment: how far the clock has been moved.
  public struct Instant: InstantProtocol {
    /// Since the clock was made.
    public var offset: Duration

    /// Creates a moment.
    public init(offset: Duration) { self.offset = offset }

    /// A later moment.
    public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

    /// How much later another moment is.
    public func duration(to other: Instant) -> Duration { other.offset - offset }

    /// Whether a moment comes first.
    public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  /// Spelled out because a clock's own associated type has the name.
  public typealias Duration = Swift.Duration

  private struct Sleeper {
    let deadline: Instant
    let waking: AsyncStream<Never>.Continuation
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleepers: [Sleeper] = []
  }

  private let state = Mutex(State())
  private let startMs: UInt64

  /// Creates a clock.
  ///
  /// - Parameter startMs: What time it is when the clock is made, in milliseconds since 1970 in UTC.
  public init(startMs: UInt64 = 1_760_000_000_000) { self.startMs = startMs }

  /// How far the clock has been moved.
  public var now: Instant { state.withLock { $0.now } }

  /// Nothing: it moves as far as it is told.
  public var minimumResolution: Duration { .zero }

  /// The time, in milliseconds since 1970 in UTC.
  public var milliseconds: UInt64 {
    let (seconds, attoseconds) = now.offset.components
    return startMs + UInt64(clamping: seconds) * 1000
      + UInt64(clamping: attoseconds / 1_000_000_000_000_000)
  }

  /// How many sleep on it, for tests that wait until someone does.
  public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// The clock as a localnet takes it.
  public var time: LocalnetTime { LocalnetTime(clock: self) { self.milliseconds } }

  /// Moves the clock, and wakes those whose time has come. What they then do is not awaited.
  public func advance(by duration: Duration) {
    let woken = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.deadline <= state.now }
      state.sleepers.removeAll { $0.deadline <= state.now }
      return due
    }
    for sleeper in woken { sleeper.waking.finish() }
  }

  /// Waits until the clock has been moved so far.
  ///
  /// - Throws: `CancellationError`.
  public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let (waking, continuation) = AsyncStream<Never>.makeStream()
    let isOver = state.withLock { state in
      guard state.now < deadline else { return true }
      state.sleepers.append(Sleeper(deadline: deadline, waking: continuation))
      return false
    }
    if !isOver { for await _ in waking {} }
    try Task.checkCancellation()
  }
}
