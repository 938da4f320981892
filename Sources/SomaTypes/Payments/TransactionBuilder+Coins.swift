extension TransactionBuilder {
  /// Sends `amount` to one account, from the coin asked for or the richest.
  ///
  /// A coin that holds amount and fees pays for both; so a shortage can leave no coin unusable.
  ///
  /// - Throws: ``CoinSelectionError``.
  public func transferCoin(
    _ amount: Amount, to recipient: SomaAddress, from chosen: ObjectID? = nil
  ) throws(CoinSelectionError) -> TransactionData {
    let input = try coins.coin(holding: amount, chosen: chosen)
    let kind = TransactionKind.transferCoin(
      TransferCoin(coin: input.reference, amount: amount, recipient: recipient))
    let alone = fees.transferFee(of: amount, writing: 2)
    let paysForAll = gasCoin == nil || gasCoin == input.reference.id
    if paysForAll, input.balance.covers(amount.plus(alone)) { return data(kind, gas: input) }
    return try data(
      kind, input: input, amount: amount, fee: fees.transferFee(of: amount, writing: 3))
  }

  /// Gives a whole coin away; another one pays the fees.
  ///
  /// - Throws: ``CoinSelectionError``.
  public func transferWholeCoin(
    _ id: ObjectID, to recipient: SomaAddress
  ) throws(CoinSelectionError) -> TransactionData {
    let input = try coins.coin(id)
    return try data(
      .transferCoin(TransferCoin(coin: input.reference, amount: nil, recipient: recipient)),
      apartFrom: id, fee: fees.transferFee(of: input.balance, writing: 2))
  }

  /// Pays several accounts from one coin, which also pays the fees.
  ///
  /// - Parameters:
  ///   - payments: At least one; an account may be there more than once.
  ///   - chosen: The coin; the richest if `nil`.
  /// - Returns: The transaction.
  /// - Throws: ``CoinSelectionError``.
  public func payCoins(
    _ payments: [(recipient: SomaAddress, amount: Amount)], from chosen: ObjectID? = nil
  ) throws(CoinSelectionError) -> TransactionData {
    let sum = payments.reduce(Amount.zero) { $0.plus($1.amount) }
    let fee = fees.transferFee(of: sum, writing: 1 + payments.count)
    let coin = try coins.coin(holding: sum.plus(fee), chosen: chosen ?? gasCoin)
    return data(
      .payCoins(
        PayCoins(
          coins: [coin.reference], amounts: payments.map(\.amount),
          recipients: payments.map(\.recipient))),
      gas: coin)
  }

  /// Gives objects away, such as StakedSoma receipts or coins; a coin that is not among them pays.
  ///
  /// An object that is named twice is given once: nodes hold a transaction with a repeated input for
  /// 90 s and then do not say that it cannot run (CHAIN 7.1, 7.2).
  ///
  /// - Throws: ``CoinSelectionError``.
  public func transferObjects(
    _ objects: [ObjectRef], to recipient: SomaAddress
  ) throws(CoinSelectionError) -> TransactionData {
    var seen: Set<ObjectID> = []
    let objects = objects.filter { seen.insert($0.id).inserted }
    let fee = fees.flatFee(writing: 1 + objects.count)
    let gas = try coins.without(seen).coin(holding: fee, chosen: gasCoin)
    return data(.transferObjects(TransferObjects(objects: objects, recipient: recipient)), gas: gas)
  }

  /// Merges the poorest coins, at most ``mergeLimit``: the poorest stays, all others become one.
  ///
  /// Merging by payment of gas is free, so two coins are left and not one. The same transaction as the
  /// real SDK makes, but for a wallet with so much dust that it cannot pay the fee: there the richest
  /// coin pays. Anyone can send dust.
  ///
  /// - Throws: ``CoinSelectionError``.
  public func mergeCoins() throws(CoinSelectionError) -> TransactionData {
    let poorest = Array(
      coins.coins.sorted {
        ($0.balance, $0.reference.id) < ($1.balance, $1.reference.id)
      }.prefix(Self.mergeLimit))
    guard poorest.count >= 2 else { throw .nothingToMerge(count: poorest.count) }
    var gas = Array(poorest.dropFirst())
    let fee = fees.transferFee(of: poorest[0].balance, writing: 2)
    if !Self.sum(gas).covers(fee), let richest = coins.coins.first, !poorest.contains(richest) {
      gas[gas.count - 1] = richest
    }
    let held = Self.sum(gas)
    guard held.covers(fee) else { throw .tooPoor(needed: fee, richest: held, total: held) }
    return TransactionData(
      kind: .transferCoin(
        TransferCoin(coin: poorest[0].reference, amount: nil, recipient: sender)),
      sender: sender, gasPayment: gas.map(\.reference))
  }

  private static func sum(_ coins: [Coin]) -> Amount {
    coins.reduce(Amount.zero) { $0.plus($1.balance) }
  }

  /// How many coins one merge takes: what keeps the transaction far below the limit of 256 KiB.
  public static let mergeLimit = 256
}
