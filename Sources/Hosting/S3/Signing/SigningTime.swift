import Glibc

/// A second in UTC, as signatures and the answers of credential services write it.
package struct SigningTime: Hashable, Comparable, Sendable {
  /// Seconds since the beginning of 1970.
  package let unixSeconds: Int64

  /// Takes seconds since 1970, clamped to the years 1 to 9999.
  package init(unixSeconds: Int64) {
    self.unixSeconds = min(max(unixSeconds, -62_135_596_800), 253_402_300_799)
  }

  /// Reads ISO 8601 in UTC, such as `2026-11-26T04:00:00Z`, with a fraction or without it, and with
  /// `+00:00` for `Z`: the forms in which expirations are given.
  init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
      (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24,
      minute < 60, second <= 60
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst().drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    let zone = String(decoding: rest, as: UTF8.self)
    guard zone == "Z" || zone == "+00:00" || zone == "+0000" else { return nil }
    var parts = tm()
    parts.tm_year = year - 1900
    parts.tm_mon = month - 1
    parts.tm_mday = day
    parts.tm_hour = hour
    parts.tm_min = minute
    parts.tm_sec = second
    self.init(unixSeconds: Int64(timegm(&parts)))
  }

  /// The form in which a request says when it was signed, such as `20150830T123600Z`.
  var timestamp: String {
    var seconds = time_t(unixSeconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return Self.padded(parts.tm_year + 1900, 4) + Self.padded(parts.tm_mon + 1)
      + Self.padded(parts.tm_mday) + "T" + Self.padded(parts.tm_hour) + Self.padded(parts.tm_min)
      + Self.padded(parts.tm_sec) + "Z"
  }

  /// The day of ``timestamp``, such as `20150830`.
  var day: String { String(timestamp.prefix(8)) }

  package static func < (left: SigningTime, right: SigningTime) -> Bool {
    left.unixSeconds < right.unixSeconds
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int32? {
    var value: Int32 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int32(digit - UInt8(ascii: "0"))
    }
    return value
  }

  private static func padded(_ value: Int32, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
