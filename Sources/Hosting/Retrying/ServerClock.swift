public import HTTPSyntax
import Synchronization

/// The time as a server sees it, learnt from the `Date` of its answers.
///
/// Signed requests are refused when their time is minutes from the server's. A machine whose clock
/// is wrong can still sign with the server's.
public final class ServerClock: Sendable {
  private let systemTime: @Sendable () -> HTTPDate
  private let offset = Mutex<Int64>(0)

  /// Creates a clock that shows the system's time until it has seen an answer.
  ///
  /// - Parameter systemTime: The system's clock.
  public init(systemTime: @escaping @Sendable () -> HTTPDate = { .now }) {
    self.systemTime = systemTime
  }

  /// How far the server's clock is ahead of the system's, in whole seconds.
  public var secondsAhead: Int64 { offset.withLock { $0 } }

  /// The server's time.
  public var now: HTTPDate { systemTime().advanced(bySeconds: secondsAhead) }

  /// Takes the time from an answer that has just come; one without a valid date changes nothing.
  ///
  /// - Returns: Whether the time moved by more than `tolerance` seconds: a request that was refused
  ///   for its time is then worth signing again.
  @discardableResult
  public func learn(from head: ResponseHead, tolerance: Int64 = 60) -> Bool {
    guard let date = head.headers["Date"].flatMap({ HTTPDate($0) }) else { return false }
    let seen = date.unixSeconds - systemTime().unixSeconds
    return offset.withLock { offset in
      let moved = abs(seen - offset) > tolerance
      offset = seen
      return moved
    }
  }
}
