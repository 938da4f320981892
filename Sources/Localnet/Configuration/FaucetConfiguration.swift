public import SomaTypes

/// What a faucet gives, and out of what.
public struct FaucetConfiguration: Hashable, Sendable {
  /// What each coin is worth that it sends.
  public var amount: Amount
  /// How many it sends at a time.
  public var coinCount: Int
  /// What it has at genesis.
  public var fund: Amount

  /// Creates a configuration; one coin of 2 SOMA out of 1 000 000 SOMA unless told otherwise, as a
  /// real one gives.
  public init(
    amount: Amount = Amount(shannons: 2 * Amount.shannonsPerSoma), coinCount: Int = 1,
    fund: Amount = Amount(shannons: 1_000_000 * Amount.shannonsPerSoma)
  ) {
    self.amount = amount
    self.coinCount = coinCount
    self.fund = fund
  }
}
