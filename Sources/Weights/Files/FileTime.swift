import Glibc

/// A moment as file systems note it: since 1970, on the clock of the machine that wrote.
public struct FileTime: Hashable, Sendable {
  /// Whole seconds; negative before 1970.
  public var seconds: Int64

  /// `0..<1_000_000_000`.
  public var nanoseconds: Int64

  /// Creates a moment.
  public init(seconds: Int64, nanoseconds: Int64 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  init(_ time: timespec) {
    self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }

  /// What the clock says.
  public static var now: FileTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)  // fails only for clocks that do not exist
    return FileTime(time)
  }

  /// How long before `other` this was; negative when it was after.
  func elapsed(until other: FileTime) -> Duration {
    .seconds(other.seconds) - .seconds(seconds) + .nanoseconds(other.nanoseconds)
      - .nanoseconds(nanoseconds)
  }
}
