/// Builds the transactions of one account: what to do, and which coins pay for it.
///
/// Pure and deterministic: the same coins, fees and wishes give the same bytes. Nothing is signed or
/// sent, so that bytes can be kept before they leave. Gas is one coin, the richest that the transaction
/// does not use otherwise; only ``mergeCoins()`` uses more.
public struct TransactionBuilder: Sendable {
  /// Whose transactions.
  public let sender: SomaAddress
  /// What can be used. Leave out coins of transactions whose outcome is not known.
  public let coins: CoinPurse
  /// What coins must be able to pay. Use the upper bound where a boundary may come first.
  public let fees: FeeSchedule
  /// The coin that pays for gas, instead of the richest.
  public var gasCoin: ObjectID?

  /// Creates a builder.
  public init(
    sender: SomaAddress, coins: CoinPurse, fees: FeeSchedule, gasCoin: ObjectID? = nil
  ) {
    self.sender = sender
    self.coins = coins
    self.fees = fees
    self.gasCoin = gasCoin
  }

  /// A transaction that names no coin and moves no money: commits, reveals, reports, commissions,
  /// everything that validators do.
  ///
  /// - Throws: ``CoinSelectionError``.
  public func transaction(_ kind: TransactionKind) throws(CoinSelectionError) -> TransactionData {
    try data(kind, costing: fees.flatFee(writing: 2))
  }

  /// Gas from one coin that holds `cost`.
  func data(
    _ kind: TransactionKind, costing cost: Amount
  ) throws(CoinSelectionError) -> TransactionData {
    data(kind, gas: try coins.coin(holding: cost, chosen: gasCoin))
  }

  /// Gas from a coin that is not `input`; from `input` itself if there is no other that holds `fee`,
  /// and it holds `amount` as well.
  func data(
    _ kind: TransactionKind, input: Coin, amount: Amount, fee: Amount
  ) throws(CoinSelectionError) -> TransactionData {
    if let gasCoin {
      let isInput = gasCoin == input.reference.id
      let needed = isInput ? amount.plus(fee) : fee
      return data(kind, gas: try coins.coin(holding: needed, chosen: gasCoin))
    }
    if let other = coins.without([input.reference.id]).coins.first, other.balance.covers(fee) {
      return data(kind, gas: other)
    }
    return data(
      kind, gas: try coins.coin(holding: amount.plus(fee), chosen: input.reference.id))
  }

  /// Gas from a coin that is not `input`.
  func data(
    _ kind: TransactionKind, apartFrom input: ObjectID, fee: Amount
  ) throws(CoinSelectionError) -> TransactionData {
    let others = coins.without([input])
    if let gasCoin { return data(kind, gas: try others.coin(holding: fee, chosen: gasCoin)) }
    guard let other = others.coins.first, other.balance.covers(fee) else {
      throw .noSecondCoin(needed: fee)
    }
    return data(kind, gas: other)
  }

  func data(_ kind: TransactionKind, gas: Coin) -> TransactionData {
    TransactionData(kind: kind, sender: sender, gasPayment: [gas.reference])
  }
}
