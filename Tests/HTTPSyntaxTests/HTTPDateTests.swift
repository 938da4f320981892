import Glibc
import HTTPSyntax
import TestSupport
import Testing

@Suite("Dates of HTTP") struct HTTPDateTests {
  @Test(
    "a moment has one text",
    arguments: [
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),  // RFC 9110, section 5.6.7
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
      (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
      (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
      (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ] as [(Int64, String)])
  func text(seconds: Int64, text: String) {
    #expect(HTTPDate(unixSeconds: seconds).text == text)
    #expect(HTTPDate(text)?.unixSeconds == seconds)
  }

  @Test("dates are those of the system's calendar")
  func calendar() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator)
      var time = time_t(seconds)
      var parts = tm()
      gmtime_r(&time, &parts)
      let date = HTTPDate(unixSeconds: seconds)
      var text = [CChar](repeating: 0, count: 64)
      strftime(&text, text.count, "%H:%M:%S GMT", &parts)
      let end = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      #expect(date.text.hasSuffix(String(decoding: end, as: UTF8.self)))
      let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
      #expect(date.text.hasPrefix(days[Int(parts.tm_wday)]))
      let words = date.text.split(separator: " ")
      #expect(Int32(words[1]) == parts.tm_mday)
      #expect(Int32(words[3]) == parts.tm_year + 1900)
      #expect(HTTPDate(date.text) == date)
    }
  }

  @Test(
    "what is no such text is no date",
    arguments: [
      "", "now", "Sun, 06 Nov 1994 08:49:37 UTC", "Mon, 06 Nov 1994 08:49:37 GMT",
      "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
      "Sun, 6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 9223372036854775807 08:49:37 GMT",
      "Sun, 9223372036854775807 Nov 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
    ])
  func refused(text: String) { #expect(HTTPDate(text) == nil) }

  @Test("a leap second counts as the second before")
  func leapSecond() {
    #expect(HTTPDate("Sat, 31 Dec 2016 23:59:60 GMT")?.unixSeconds == 1_483_228_799)
  }

  @Test("moving never leaves the years 1 to 9999", arguments: [Int64.min, .max])
  func moved(seconds: Int64) {
    let moved = HTTPDate(unixSeconds: 1).advanced(bySeconds: seconds)
    #expect(moved == HTTPDate(unixSeconds: seconds))
  }
}
