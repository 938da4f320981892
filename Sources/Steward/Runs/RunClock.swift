import Glibc
import Lifecycle
import StateStore

/// The clocks of a run.
public struct RunClock: Sendable {
  /// Milliseconds since 1970 in UTC, as the machine believes: for records, back-off and alarms.
  public var wallClockMs: @Sendable () -> UInt64
  /// Milliseconds of a clock that only goes forward: how long a permit lasts.
  public var monotonicMs: @Sendable () -> UInt64
  /// Waits.
  public var sleep: @Sendable (Duration) async throws -> Void

  /// Joins clocks.
  public init(
    wallClockMs: @escaping @Sendable () -> UInt64,
    monotonicMs: @escaping @Sendable () -> UInt64,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.wallClockMs = wallClockMs
    self.monotonicMs = monotonicMs
    self.sleep = sleep
  }

  /// The clocks of the machine.
  public static let system: RunClock = {
    let start = ContinuousClock.now
    return RunClock(
      wallClockMs: {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return UInt64(clamping: now.tv_sec) &* 1000 &+ UInt64(clamping: now.tv_nsec) / 1_000_000
      },
      monotonicMs: { UInt64(clamping: start.duration(to: .now).wholeMilliseconds) },
      sleep: { try await Task.sleep(for: $0, clock: .continuous) })
  }()

  /// The time for a record.
  var moment: StateStore.Moment { StateStore.Moment(milliseconds: Int64(clamping: wallClockMs())) }

  /// The clocks for a decision.
  func moment(watchman: Watchman) -> Lifecycle.Moment {
    Lifecycle.Moment(
      wallClockMs: wallClockMs(), monotonicMs: monotonicMs(), watchman: watchman)
  }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000
  }
}
