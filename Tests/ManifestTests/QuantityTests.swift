import Manifest
import SomaTypes
import Testing

@Suite("Quantities of manifests")
struct QuantityTests {
  @Test(
    "a time in epochs is exact",
    arguments: [
      ("5%", 500), ("0.01%", 1), ("100%", 10_000), ("1 epoch", 10_000), ("3 epochs", 30_000),
      ("0.0001 epochs", 1), ("2.5 epochs", 25_000), ("12.50%", 1_250), ("150 %", 15_000),
      ("1epoch", 10_000), ("0%", 0), ("1000000 epochs", 10_000_000_000),
    ] as [(String, UInt64)])
  func span(text: String, parts: UInt64) {
    #expect(EpochSpan(text)?.tenThousandths == parts)
  }

  @Test(
    "anything else is no time in epochs",
    arguments: [
      "", "5", "%", ".5%", "5.%", "1.2.3%", "0.001%", "0.00001 epochs", "-1 epoch", "1e3 epochs",
      "1h", "5 percent", "1000000.0001 epochs", "99999999999999999999 epochs", "٣ epochs", "5% ",
    ])
  func noSpan(text: String) { #expect(EpochSpan(text) == nil) }

  @Test(
    "a time is written as it is read",
    arguments: [
      (1, "0.01%"), (500, "5%"), (9_999, "99.99%"), (10_000, "1 epoch"), (25_000, "2.5 epochs"),
      (0, "0 epochs"), (10_001, "1.0001 epochs"),
    ] as [(UInt64, String)])
  func written(parts: UInt64, text: String) {
    #expect(EpochSpan(tenThousandths: parts).description == text)
    #expect(EpochSpan(text)?.tenThousandths == parts)
  }

  @Test("a time in milliseconds is rounded down and never overflows")
  func milliseconds() {
    #expect(EpochSpan(tenThousandths: 500).milliseconds(epochDurationMs: 86_400_000) == 4_320_000)
    #expect(EpochSpan(tenThousandths: 1).milliseconds(epochDurationMs: 9_999) == 0)
    #expect(EpochSpan(epochs: 3).milliseconds(epochDurationMs: 60_000) == 180_000)
    #expect(EpochSpan(tenThousandths: .max).milliseconds(epochDurationMs: .max) == .max)
  }

  @Test(
    "a name has lower-case letters, digits and dashes",
    arguments: [
      ("a", true), ("7", true), ("code-7b", true), ("a--b", true),
      (String(repeating: "a", count: 63), true), (String(repeating: "a", count: 64), false),
      ("", false), ("-a", false), ("a-", false), ("A", false), ("a.b", false), ("ä", false),
      ("a\u{301}", false), ("a\n", false), ("a b", false),
    ])
  func name(text: String, isName: Bool) { #expect((ResourceName(text) != nil) == isName) }
}
