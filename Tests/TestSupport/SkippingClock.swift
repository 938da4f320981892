import Synchronization

/// A clock on which every wait is over at once, and takes as long as it should.
public final class SkippingClock: Clock {
  /// Spelled out because a clock's own associated type has the name.
  public typealias Duration = Swift.Duration

  /// A moment: how much was waited before it.
  public struct Instant: InstantProtocol {
    /// Since the clock was made.
    public var offset = Duration.zero

    /// The beginning.
    public init() {}

    /// A later moment than the beginning.
    init(offset: Duration) { self.offset = offset }

    /// A later moment.
    public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

    /// How much later another moment is.
    public func duration(to other: Instant) -> Duration { other.offset - offset }

    /// Whether a moment comes first.
    public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let state = Mutex<(now: Instant, pauses: [Duration])>((Instant(), []))

  /// Begins at zero.
  public init() {}

  /// How much was waited so far.
  public var now: Instant { state.withLock { $0.now } }

  /// Nothing.
  public let minimumResolution = Swift.Duration.zero

  /// How long each wait was.
  public var pauses: [Duration] { state.withLock { $0.pauses } }

  /// Waits without taking time.
  public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.pauses.append(state.now.duration(to: deadline))
      state.now = max(state.now, deadline)
    }
  }
}
