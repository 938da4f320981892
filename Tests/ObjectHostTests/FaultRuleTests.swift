import ObjectHost
import Testing

@Suite("Rules of faults") struct FaultRuleTests {
  @Test(
    "a star stands for anything",
    arguments: [
      ("*", "", true), ("*", "a/b", true), ("a", "a", true), ("a", "b", false), ("a", "ab", false),
      ("a*", "a", true), ("a*", "a/b/c", true), ("a*", "ba", false), ("*.bin", "x/y.bin", true),
      ("*.bin", "x.bin.packet", false), ("a*b*c", "aXbYc", true), ("a*b*c", "abbc", true),
      ("a*b*c", "acb", false), ("*ab*", "xaab", true), ("**", "a", true), ("", "", true),
      ("", "a", false), ("?", "a", false),
    ])
  func pattern(text: String, key: String, matches: Bool) {
    #expect(KeyPattern(text).matches(key) == matches)
  }

  private static let rows: [(String, FaultRule)] = [
    ("fault=refuses&status=503&key=%2A", FaultRule(.refuses(status: 503))),
    (
      "fault=refuses&status=429&retry-after=3&key=a/%2A.bin&method=GET&requests=2",
      FaultRule(
        .refuses(status: 429, retryAfterSeconds: 3), keys: KeyPattern("a/*.bin"), methods: [.get],
        requests: 2)
    ),
    (
      "fault=redirects&to=http%3A//127.0.0.1%3A1/x&status=307&key=%2A",
      FaultRule(.redirects(to: "http://127.0.0.1:1/x", status: 307))
    ),
    ("fault=ignores-range&key=%2A&requests=1", FaultRule(.ignoresRange, requests: 1)),
    ("fault=truncates-body&after=0&key=%2A", FaultRule(.truncatesBody(after: 0))),
    ("fault=stalls-body&after=9&key=%2A", FaultRule(.stallsBody(after: 9))),
    ("fault=stalls&key=%2A", FaultRule(.stalls)),
    ("fault=changes-byte&at=7&key=%2A", FaultRule(.changesByte(at: 7))),
    ("fault=slows-body&bytes-per-second=10&key=%2A", FaultRule(.slowsBody(bytesPerSecond: 10))),
    ("fault=skews-clock&by=-3600&key=%2A", FaultRule(.skewsClock(bySeconds: -3600))),
    (
      "fault=loses-reply&key=%2A&method=DELETE%2CPUT",
      FaultRule(.losesReply, methods: [.put, .delete])
    ),
    (
      "fault=adds-header&name=Content-Encoding&value=gzip&key=%2A",
      FaultRule(.addsHeader(name: "Content-Encoding", value: "gzip"))
    ),
  ]

  @Test("a rule has one text", arguments: rows)
  func text(query: String, rule: FaultRule) throws {
    #expect(try FaultRule(query: query) == rule)
    #expect(rule.query == query)
  }

  @Test(
    "a text that sets no fault is refused",
    arguments: [
      ("", FaultTextError.missing(parameter: "fault")), ("fault=none", .unknownFault("none")),
      ("fault=refuses", .missing(parameter: "status")),
      ("fault=refuses&status=200", .badValue(parameter: "status")),
      ("fault=refuses&status=600", .badValue(parameter: "status")),
      ("fault=refuses&status=x", .badValue(parameter: "status")),
      ("fault=redirects&to=/a&status=404", .badValue(parameter: "status")),
      ("fault=stalls&requests=0", .badValue(parameter: "requests")),
      ("fault=stalls&method=get", .badValue(parameter: "method")),
      ("fault=stalls&method=", .badValue(parameter: "method")),
      ("fault=stalls&method=GET,POST", .badValue(parameter: "method")),
      ("fault=stalls&status=503", .unknownParameter("status")),
      ("fault=stalls&fault=stalls", .unknownParameter("fault")),
      ("fault=stalls&key=%zz", .badValue(parameter: "key")),
      ("fault=changes-byte&at=-1", .badValue(parameter: "at")),
    ])
  func refused(query: String, error: FaultTextError) {
    #expect(throws: error) { try FaultRule(query: query) }
  }
}
