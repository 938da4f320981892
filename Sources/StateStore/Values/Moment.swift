/// A moment as people and other machines understand it: milliseconds since 1970-01-01, UTC.
///
/// For records and reports. Nothing that must be safe is decided by it: a clock can be wrong.
public struct Moment: Hashable, Sendable {
  /// Milliseconds; negative before 1970.
  public var milliseconds: Int64

  /// Creates a moment.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
}

extension Moment: Comparable {
  /// Earlier is less.
  public static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
