import SomaTypes
import Testing

@testable import Ledger

/// Shares of amounts are taken in 128 bits and rounded down.
@Suite struct ShareTests {
  @Test(
    "a share rounds down and never overflows",
    arguments: [
      (1_000_000_000, 5, 500_000), (1_999_999_999, 5000, 999_999_999), (1, 9999, 0), (0, 10_000, 0),
      (.max, 10_000, .max), (.max, 5000, .max / 2), (.max, 20_000, .max),
    ] as [(UInt64, BasisPoints, UInt64)])
  func shares(amount: UInt64, rate: BasisPoints, share: UInt64) {
    #expect(Amount(shannons: amount).share(rate) == Amount(shannons: share))
  }

  @Test("nothing is divided by zero")
  func zeroDenominator() {
    #expect(UInt64(7).scaled(by: 3, over: 0) == 0)
  }
}
