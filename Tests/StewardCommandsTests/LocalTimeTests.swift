import Testing

@testable import StewardCommands

@Suite("moments")
struct LocalTimeTests {
  private let now = Samples.nowMs

  @Test(
    "lengths in their two largest units, rounded down",
    arguments: [
      (0, "0 s"), (59_999, "59 s"), (60_000, "1 min"), (3_599_999, "59 min"),
      (3_600_000, "1 h 0 min"), (11_520_000, "3 h 12 min"), (86_400_000, "1 d 0 h"),
      (200_000_000, "2 d 7 h"),
    ])
  func lengths(milliseconds: UInt64, text: String) {
    #expect(LocalTime.length(milliseconds) == text)
  }

  @Test("a moment in UTC and elsewhere")
  func places() {
    #expect(LocalTime.utc.text(now) == "2026-11-26 08:00 UTC")
    #expect(LocalTime.ahead(bySeconds: 19_800).text(now) == "2026-11-26 13:30 +05:30")
    #expect(LocalTime.ahead(bySeconds: -32_400).text(now) == "2026-11-25 23:00 -09:00")
    #expect(LocalTime.utc.text(.max) == "after the year 9999")
  }

  @Test("before and after a deadline")
  func deadlines() {
    let utc = LocalTime.utc
    #expect(
      utc.deadline(now + 11_520_000, nowMs: now) == "2026-11-26 11:12 UTC (in 3 h 12 min)")
    #expect(
      utc.deadline(now - 720_000, nowMs: now)
        == "2026-11-26 07:48 UTC (12 min ago: the epoch can end at any moment)")
  }

  @Test("moments for scripts, and back")
  func scripts() {
    #expect(LocalTime.iso8601(now) == "2026-11-26T08:00:00Z")
    #expect(LocalTime.iso8601(.max) == nil)
    #expect(LocalTime.milliseconds(iso8601: "2026-11-26T08:00:00Z") == now)
  }

  @Test(
    "other notations of a moment are refused",
    arguments: ["", "2026-11-26", "2026-11-26T08:00:00+00:00", "1969-12-31T23:59:59Z", "x"])
  func refused(text: String) { #expect(LocalTime.milliseconds(iso8601: text) == nil) }
}
