public import SomaTypes
public import SomaWire

/// Money. Amounts are integer shannons, and every call throws what ``Wallet/submit(journal:_:)`` throws.
extension Wallet {
  /// Sends money from one coin: the one asked for, or the richest.
  @discardableResult
  public func transferCoin(
    _ amount: Amount, to recipient: SomaAddress, from coin: ObjectID? = nil
  ) async throws -> ExecutedTransaction {
    try await submit { try $0.transferCoin(amount, to: recipient, from: coin) }
  }

  /// Gives objects away, at their latest versions.
  ///
  /// - Throws: As all calls; ``CoinSelectionError/notAmong(_:)`` for an object of somebody else.
  @discardableResult
  public func transferObjects(
    _ ids: [ObjectID], to recipient: SomaAddress
  ) async throws -> ExecutedTransaction {
    try await submit { [chain] in
      try await $0.transferObjects(ids, to: recipient, on: chain)
    }
  }

  /// Pays several accounts in one transaction.
  @discardableResult
  public func payCoins(
    _ payments: [(recipient: SomaAddress, amount: Amount)]
  ) async throws -> ExecutedTransaction {
    try await submit { try $0.payCoins(payments) }
  }

  /// Merges the poorest coins, up to 256; two are left of them.
  @discardableResult
  public func mergeCoins() async throws -> ExecutedTransaction {
    try await submit { try $0.mergeCoins() }
  }

  /// Stakes with a validator; without an amount a whole coin.
  ///
  /// - Returns: What it did; the receipt is number 0 of the ids derived from its digest.
  @discardableResult
  public func addStake(
    with validator: SomaAddress, amount: Amount?, from coin: ObjectID? = nil
  ) async throws -> ExecutedTransaction {
    try await submit { try $0.addStake(validator, amount: amount, from: coin) }
  }

  /// Stakes with a model.
  ///
  /// - Returns: What it did; the receipt is number 0 of the ids derived from its digest.
  @discardableResult
  public func addStake(
    to model: ModelID, amount: Amount, from coin: ObjectID? = nil
  ) async throws -> ExecutedTransaction {
    try await submit { try $0.addStakeToModel(model, amount: amount, from: coin) }
  }

  /// Turns a receipt of a validator or a model back into money.
  ///
  /// - Throws: As all calls; ``CoinSelectionError/notAmong(_:)`` for a receipt of somebody else;
  ///   ``ReceiptError/notAReceipt(_:)`` for what is no receipt.
  @discardableResult
  public func withdrawStake(_ receipt: ObjectID) async throws -> ExecutedTransaction {
    try await submit { [chain] in try await $0.withdrawStake(receipt, on: chain) }
  }
}
