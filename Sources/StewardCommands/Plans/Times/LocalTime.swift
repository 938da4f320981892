import FoundationEssentials
import Glibc

/// How moments are told: to people in the time of their place with a countdown, to scripts in UTC.
struct LocalTime: Sendable {
  /// How far the clocks of the place are ahead of UTC, in seconds, at a moment in seconds since 1970.
  private let offset: @Sendable (Int64) -> Int

  /// The last millisecond of the year 9999: what is later is no date but a mistake.
  private static let latestMs: UInt64 = 253_402_300_799_999

  /// The time zone of this machine, or what the variable `TZ` names.
  static let system = LocalTime { seconds in
    var moment = time_t(seconds)
    var parts = tm()
    return localtime_r(&moment, &parts) == nil ? 0 : parts.tm_gmtoff
  }

  /// UTC.
  static let utc = LocalTime { _ in 0 }

  /// A place that is always so many seconds ahead of UTC.
  static func ahead(bySeconds seconds: Int) -> LocalTime { LocalTime { _ in seconds } }

  /// `2026-11-26T09:12:03Z`, for scripts.
  ///
  /// - Parameter milliseconds: Since 1970 in UTC.
  /// - Returns: `nil` after the year 9999.
  static func iso8601(_ milliseconds: UInt64) -> String? {
    guard milliseconds <= latestMs else { return nil }
    return Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
  }

  /// The moment that ``iso8601(_:)`` wrote, in milliseconds since 1970 in UTC; `nil` for any other text.
  static func milliseconds(iso8601 text: String) -> UInt64? {
    guard let date = try? Date(text, strategy: .iso8601), date.timeIntervalSince1970 >= 0 else {
      return nil
    }
    let milliseconds = UInt64(date.timeIntervalSince1970) * 1000
    return iso8601(milliseconds) == text ? milliseconds : nil
  }

  /// `2026-11-26 10:12 +01:00`.
  ///
  /// - Parameter milliseconds: Since 1970 in UTC.
  /// - Returns: Words instead after the year 9999.
  func text(_ milliseconds: UInt64) -> String {
    guard milliseconds <= Self.latestMs else { return "after the year 9999" }
    let seconds = Int64(milliseconds / 1000)
    let offset = offset(seconds)
    let shown = Date(timeIntervalSince1970: Double(seconds + Int64(offset))).formatted(.iso8601)
    return "\(shown.prefix(10)) \(shown.dropFirst(11).prefix(5)) \(Self.name(of: offset))"
  }

  /// `2026-11-26 10:12 +01:00 (in 3 h 12 min)`: the end of an epoch, which does not come before.
  func deadline(_ milliseconds: UInt64, nowMs: UInt64) -> String {
    let gap = milliseconds > nowMs ? milliseconds - nowMs : nowMs - milliseconds
    let length = Self.length(gap)
    return milliseconds > nowMs
      ? "\(text(milliseconds)) (in \(length))"
      : "\(text(milliseconds)) (\(length) ago: the epoch can end at any moment)"
  }

  /// `3 h 12 min`: the two largest units, rounded down.
  static func length(_ milliseconds: UInt64) -> String {
    let seconds = milliseconds / 1000
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min"
    case ..<86_400: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    default: return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
    }
  }

  private static func name(of offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
  }
}
