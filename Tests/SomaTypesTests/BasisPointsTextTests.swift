import SomaTypes
import Testing

@Suite("Rates as text")
struct BasisPointsTextTests {
  @Test(
    "are read exactly",
    arguments: [
      ("10%", 1000), ("2.5 %", 250), ("0.01%", 1), ("100%", 10_000), ("100.00%", 10_000),
      ("250bps", 250), ("250 BPS", 250), ("1bp", 1), ("0%", 0), (" 7%", 700), ("5.10%", 510),
      ("250.0bps", 250),
    ] as [(String, UInt64)])
  func reads(text: String, points: UInt64) throws {
    #expect(try BasisPoints(text) == BasisPoints(points))
  }

  @Test(
    "are refused where they are not certain",
    arguments: [
      ("10", .unknownUnit), ("10percent", .unknownUnit), ("", .notANumber), ("%", .notANumber),
      ("-1%", .negative), ("0.001%", .tooPrecise), ("0.5bps", .tooPrecise), ("100.01%", .tooHigh),
      ("10001bps", .tooHigh), ("99999999999999999999999%", .tooHigh), ("1..2%", .notANumber),
      (".5%", .notANumber), ("5.%", .notANumber), ("1e2%", .unknownUnit), ("٣%", .notANumber),
      ("1_0%", .unknownUnit),
    ] as [(String, RateError)])
  func refuses(text: String, reason: RateError) {
    #expect(throws: reason) { try BasisPoints(text) }
  }
}
