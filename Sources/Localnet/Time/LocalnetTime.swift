import FoundationEssentials

/// What a localnet waits by, and what time it says it is.
///
/// The two can be apart: a test waits on a virtual clock, and a rehearsal can begin in another year.
public struct LocalnetTime: Sendable {
  /// What is waited by: the pace of checkpoints, the patience of submissions, slow replies.
  public let clock: any Clock<Duration>

  private let milliseconds: @Sendable () -> UInt64

  /// Creates a source of time.
  ///
  /// - Parameters:
  ///   - clock: What is waited by.
  ///   - milliseconds: The time of the chain, in milliseconds since 1970 in UTC.
  public init(clock: any Clock<Duration>, milliseconds: @escaping @Sendable () -> UInt64) {
    self.clock = clock
    self.milliseconds = milliseconds
  }

  /// The time of the chain, in milliseconds since 1970 in UTC.
  public var now: UInt64 { milliseconds() }

  /// The machine's own.
  public static let system = LocalnetTime(clock: ContinuousClock()) {
    UInt64(max(0, Date().timeIntervalSince1970 * 1000))
  }

  /// The machine's pace, from another time on. It stands still while nothing runs.
  public static func beginning(at milliseconds: UInt64) -> LocalnetTime {
    let start = ContinuousClock.now
    return LocalnetTime(clock: ContinuousClock()) {
      milliseconds + UInt64(max(0, (ContinuousClock.now - start) / .milliseconds(1)))
    }
  }
}
