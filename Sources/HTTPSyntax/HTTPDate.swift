import Glibc

/// A moment in whole seconds, as HTTP writes it (RFC 9110, section 5.6.7).
public struct HTTPDate: Hashable, Sendable {
  /// Seconds since the beginning of 1970, UTC.
  public let unixSeconds: Int64

  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Takes seconds since 1970; clamped to the years 1 to 9999, which is what the text can show.
  public init(unixSeconds: Int64) {
    self.unixSeconds = min(max(unixSeconds, -62_135_596_800), 253_402_300_799)
  }

  /// The present moment, by the system's clock.
  public static var now: HTTPDate {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return HTTPDate(unixSeconds: Int64(time.tv_sec))
  }

  /// This moment, moved by whole seconds; clamped as in ``init(unixSeconds:)``.
  public func advanced(bySeconds seconds: Int64) -> HTTPDate {
    let (sum, overflow) = unixSeconds.addingReportingOverflow(seconds)
    return HTTPDate(unixSeconds: overflow ? (seconds < 0 ? .min : .max) : sum)
  }

  /// The text, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  public var text: String {
    let day = Self.floorDivide(unixSeconds, 86400)
    let second = unixSeconds - day * 86400
    let (year, month, dayOfMonth) = Self.civil(day: day)
    let weekday = Self.days[Int(day - Self.floorDivide(day, 7) * 7)]
    return "\(weekday), \(Self.padded(dayOfMonth)) \(Self.months[Int(month - 1)]) "
      + "\(Self.padded(year, 4)) \(Self.padded(second / 3600)):\(Self.padded(second / 60 % 60)):"
      + "\(Self.padded(second % 60)) GMT"
  }

  /// Reads the form that ``text`` has; `nil` for anything else.
  ///
  /// The two forms that RFC 9110 calls obsolete are not read: a condition with such a date does not
  /// count, as one with a wrong date does not.
  public init?(_ text: some StringProtocol) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == ":" })
    guard words.count == 8, words[7] == "GMT",
      let month = Self.months.firstIndex(where: { $0 == words[2] }),
      let day = Int64(words[1]), let year = Int64(words[3]), let hour = Int64(words[4]),
      let minute = Int64(words[5]), let second = Int64(words[6]), (1...9999).contains(year),
      (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second)
    else { return nil }
    let days = Self.day(year: year, month: Int64(month) + 1, day: day)
    // A leap second is the last second of its minute here.
    let date = HTTPDate(
      unixSeconds: days * 86400 + hour * 3600 + minute * 60 + min(second, 59))
    guard date.text == text || (second == 60 && date.text.prefix(23) == text.prefix(23)) else {
      return nil
    }
    self = date
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }

  private static func padded(_ value: Int64, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  // Both count years from March, so that a leap day is the last day of a year.

  private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let century = floorDivide(marchYear, 400)
    let yearOfCentury = marchYear - century * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfCentury = yearOfCentury * 365 + yearOfCentury / 4 - yearOfCentury / 100 + dayOfYear
    return century * 146_097 + dayOfCentury - 719_468
  }

  private static func civil(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let century = floorDivide(shifted, 146_097)
    let rest = shifted - century * 146_097
    let yearOfCentury = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
    let dayOfYear = rest - (365 * yearOfCentury + yearOfCentury / 4 - yearOfCentury / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = (marchMonth + 2) % 12 + 1
    return (
      yearOfCentury + century * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * marchMonth + 2) / 5 + 1
    )
  }
}
