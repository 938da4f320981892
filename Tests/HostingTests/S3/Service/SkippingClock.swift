import Synchronization

/// A clock whose sleeps end at once and move it on.
final class SkippingClock: Clock {
  typealias Instant = ContinuousClock.Instant
  private let moment = Mutex(ContinuousClock.now)
  private let slept = Mutex<[Duration]>([])

  var now: Instant { moment.withLock { $0 } }
  var minimumResolution: Duration { .nanoseconds(1) }
  var pauses: [Duration] { slept.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Duration?) throws {
    try Task.checkCancellation()
    let start = now
    slept.withLock { $0.append(start.duration(to: deadline)) }
    moment.withLock { $0 = max($0, deadline) }
  }
}

/// A number that several tasks count up.
final class Counter: Sendable {
  private let number = Mutex(0)

  var value: Int { number.withLock { $0 } }

  @discardableResult
  func increment() -> Int {
    number.withLock {
      $0 += 1
      return $0
    }
  }
}
