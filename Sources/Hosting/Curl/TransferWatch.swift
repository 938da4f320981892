/// Watches the limits of a transfer that libcurl knows only in whole seconds or not at all.
struct TransferWatch {
  private let timeouts: TransferTimeouts
  private let start: ContinuousClock.Instant
  private var periodStart: ContinuousClock.Instant
  private var movedBefore: UInt64 = 0

  init(_ timeouts: TransferTimeouts, now: ContinuousClock.Instant = .now) {
    self.timeouts = timeouts
    start = now
    periodStart = now
  }

  /// Looks at the clock.
  ///
  /// - Parameters:
  ///   - hasBegun: Whether the request has begun to leave; until then connecting has its own limit.
  ///   - moved: Bytes that have moved in both directions so far.
  ///   - now: The time.
  /// - Returns: How long to wait at most before looking again, in milliseconds.
  /// - Throws: ``TransferError/Cause/stalled(for:)``, ``TransferError/Cause/timedOut(after:)``.
  mutating func look(
    hasBegun: Bool, moved: UInt64, now: ContinuousClock.Instant = .now
  ) throws(TransferError.Cause) -> Int32 {
    var wait = Duration.seconds(1)
    if let total = timeouts.total {
      let left = now.duration(to: start + total)
      guard left > .zero else { throw .timedOut(after: total) }
      wait = min(wait, left)
    }
    // A count that fell belongs to a fresh connection.
    let progress = moved >= movedBefore ? moved - movedBefore : moved
    if !hasBegun || progress >= max(1, timeouts.leastProgress) {
      movedBefore = moved
      periodStart = now
    }
    let left = now.duration(to: periodStart + timeouts.idle)
    guard left > .zero else { throw .stalled(for: timeouts.idle) }
    return Int32(clamping: Self.milliseconds(min(wait, left)))
  }

  /// Rounded up, so that a wait does not end just before the time.
  static func milliseconds(_ duration: Duration) -> Int {
    guard duration > .zero else { return 1 }
    guard duration < .seconds(2_000_000) else { return 2_000_000_000 }
    let (seconds, attoseconds) = duration.components
    return Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}
