public import SomaTypes

/// What a wallet holds.
public struct WalletView: Equatable, Sendable {
  /// The address that signs and owns.
  public var address: SomaAddress
  /// Its coins, richest first.
  public var coins: Known<CoinPurse>
  /// Its receipts for stake, with the principal of each.
  public var receipts: Known<[StakedSoma]>
  /// Coins of ours that a transaction moved which the journal does not know: another writer.
  public var coinsSpentElsewhere: Set<ObjectID>
  /// Whether its signer answers; a reveal cannot do without.
  public var canSign: Known<Bool>

  /// Creates a view.
  public init(
    address: SomaAddress, coins: Known<CoinPurse>, receipts: Known<[StakedSoma]> = .known([]),
    coinsSpentElsewhere: Set<ObjectID> = [], canSign: Known<Bool> = .known(true)
  ) {
    self.address = address
    self.coins = coins
    self.receipts = receipts
    self.coinsSpentElsewhere = coinsSpentElsewhere
    self.canSign = canSign
  }
}
