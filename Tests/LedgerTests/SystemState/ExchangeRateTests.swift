import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// What shares are worth: CHAIN.md 4.3.
@Suite struct ExchangeRateTests {
  @Test(
    "a rate converts both ways and rounds down; with a zero side it is one to one",
    arguments: [
      (0, 0, 7, 7, 7), (0, 5, 7, 7, 7), (5, 0, 7, 7, 7), (10, 10, 7, 7, 7), (10, 5, 7, 3, 14),
      (5, 10, 7, 14, 3), (.max, 1, .max, 1, .max),
    ] as [(UInt64, UInt64, UInt64, UInt64, UInt64)])
  func conversion(soma: UInt64, shares: UInt64, value: UInt64, bought: UInt64, worth: UInt64) {
    let rate = PoolTokenExchangeRate(somaAmount: Amount(shannons: soma), poolTokenAmount: shares)
    #expect(rate.poolTokens(for: Amount(shannons: value)) == bought)
    #expect(rate.soma(for: value).shannons == worth)
  }

  @Test(
    "the newest rate counts, between activation and end",
    arguments: [
      (nil, nil, 9, nil), (3, nil, 2, nil), (3, nil, 3, 3), (3, nil, 4, 3), (3, nil, 9, 6),
      // A pool that has ended keeps its last rate; a zombie, which ended first, has none.
      (3, 4, 9, 3), (3, 6, 9, 6), (6, 4, 9, nil), (4, nil, 5, nil),
    ] as [(Epoch?, Epoch?, Epoch, UInt64?)])
  func lookup(activation: Epoch?, deactivation: Epoch?, epoch: Epoch, found: UInt64?) {
    let rates = Dictionary(
      uniqueKeysWithValues: [3, 6].map { number in
        (Epoch(number), PoolTokenExchangeRate(somaAmount: 1, poolTokenAmount: number))
      })
    let pool = StakingPool(
      id: StakingPoolID(.zero), activationEpoch: activation, deactivationEpoch: deactivation,
      exchangeRates: rates)
    #expect(pool.exchangeRate(at: epoch).poolTokenAmount == found ?? 0)
  }
}
