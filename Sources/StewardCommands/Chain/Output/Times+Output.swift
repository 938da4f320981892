import FoundationEssentials

extension OutputValue {
  /// A moment, from milliseconds since 1970: in UTC for people.
  static func time(_ milliseconds: UInt64?) -> OutputValue {
    guard let milliseconds else { return .null }
    // The last millisecond of the year 9999: what is later is no date but a mistake.
    guard milliseconds <= 253_402_300_799_999 else { return .number(milliseconds) }
    let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
    return .described(date.formatted(.iso8601), .number(milliseconds))
  }

  /// A moment, from seconds since 1970: in UTC for people, in milliseconds for scripts.
  static func seconds(_ seconds: UInt64) -> OutputValue {
    let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? .number(seconds) : .time(milliseconds)
  }

  /// A length of time in milliseconds: in hours, minutes and seconds for people.
  static func duration(_ milliseconds: UInt64) -> OutputValue {
    let seconds = milliseconds / 1000
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    let text = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    return .described(text.isEmpty ? "\(milliseconds) ms" : text, .number(milliseconds))
  }

  /// A number that may not be there.
  static func number(_ number: UInt64?) -> OutputValue {
    number.map { .number($0) } ?? .null
  }

  /// A text that may not be there.
  static func text(_ value: (some CustomStringConvertible)?) -> OutputValue {
    value.map { .text($0.description) } ?? .null
  }
}
