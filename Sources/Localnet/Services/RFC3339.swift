/// A time as text: `2025-10-09T08:53:20.123Z`, without a fraction when that is 0.
struct RFC3339: CustomStringConvertible {
  /// Since 1970 in UTC.
  let milliseconds: UInt64

  var description: String {
    let (seconds, fraction) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let (year, month, day) = Self.date(daysSince1970: days)
    let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
    return "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))T"
      + time.joined(separator: ":") + (fraction == 0 ? "Z" : ".\(Self.padded(fraction, to: 3))Z")
  }

  /// The Gregorian date, counted in years that begin in March, so that leap days come last.
  private static func date(daysSince1970 days: UInt64) -> (UInt64, UInt64, UInt64) {
    let (era, day) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    return (
      era * 400 + year + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
      dayOfYear - (153 * month + 2) / 5 + 1
    )
  }

  private static func padded(_ number: UInt64, to count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
