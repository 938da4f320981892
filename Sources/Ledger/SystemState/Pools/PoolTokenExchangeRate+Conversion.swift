public import SomaTypes

extension PoolTokenExchangeRate {
  /// One share for one shannon.
  static let oneToOne = PoolTokenExchangeRate(somaAmount: .zero, poolTokenAmount: 0)

  /// How many shares so much money buys, rounded down. Source: CHAIN.md 4.3.
  public func poolTokens(for soma: Amount) -> UInt64 {
    guard somaAmount > .zero, poolTokenAmount > 0 else { return soma.shannons }
    return soma.shannons.scaled(by: poolTokenAmount, over: somaAmount.shannons)
  }

  /// What so many shares are worth, rounded down. Source: CHAIN.md 4.3.
  public func soma(for poolTokens: UInt64) -> Amount {
    guard somaAmount > .zero, poolTokenAmount > 0 else { return Amount(shannons: poolTokens) }
    return Amount(shannons: poolTokens.scaled(by: somaAmount.shannons, over: poolTokenAmount))
  }
}
