import Glibc

/// A moment on the clock that starts when the machine does and never jumps, sleep included.
public struct BootTime: Hashable, Sendable, Comparable {
  /// Milliseconds since the start.
  public var milliseconds: Int64

  /// Creates a moment.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// What the clock says.
  public static var now: BootTime {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)  // fails only for clocks that do not exist
    return BootTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Earlier is less.
  public static func < (left: BootTime, right: BootTime) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
