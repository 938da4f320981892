import FaultServer
import Synchronization
import TestSupport

/// A clock on which no wait ends before it is told to.
final class HeldClock: Clock {
  typealias Duration = Swift.Duration
  typealias Instant = SkippingClock.Instant

  private let waits = Mutex<[Duration]>([])
  private let asked = Gate()
  private let released = Gate()

  let now = Instant()
  let minimumResolution = Swift.Duration.zero

  /// Returns once something waits.
  func waitForSleep() async { await asked.wait() }

  /// Ends all waits.
  func release() { released.open() }

  /// How long the waits were to be.
  var durations: [Duration] { waits.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    waits.withLock { $0.append(now.duration(to: deadline)) }
    asked.open()
    await released.wait()
    try Task.checkCancellation()
  }
}
