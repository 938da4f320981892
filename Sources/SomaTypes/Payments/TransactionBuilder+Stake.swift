extension TransactionBuilder {
  /// Creates a model. Its stake and the fees come from one coin.
  ///
  /// - Throws: ``CoinSelectionError``.
  public func createModel(_ model: CreateModel) throws(CoinSelectionError) -> TransactionData {
    try data(
      .createModel(model),
      costing: model.stake.plus(fees.stakeFee(of: model.stake, writing: 3)))
  }

  /// Stakes `amount` with a model. The amount is always explicit: without one the chain can destroy or
  /// make money (CHAIN 10.3, D4). Gas comes from another coin where there is one.
  ///
  /// - Throws: ``CoinSelectionError``.
  public func addStakeToModel(
    _ modelID: ModelID, amount: Amount, from chosen: ObjectID? = nil
  ) throws(CoinSelectionError) -> TransactionData {
    let coin = try coins.coin(holding: amount, chosen: chosen)
    return try data(
      .addStakeToModel(
        AddStakeToModel(modelID: modelID, coin: coin.reference, amount: amount)),
      input: coin, amount: amount, fee: fees.stakeFee(of: amount, writing: 4))
  }

  /// Stakes with a validator: `amount`, or without one a whole coin, whose fees another one pays where
  /// there is one. Without another the chain stakes what the fees leave.
  ///
  /// - Throws: ``CoinSelectionError``.
  public func addStake(
    _ validator: SomaAddress, amount: Amount?, from chosen: ObjectID? = nil
  ) throws(CoinSelectionError) -> TransactionData {
    let coin = try coins.coin(holding: amount ?? .zero, chosen: chosen)
    let kind = TransactionKind.addStake(
      AddStake(validator: validator, coin: coin.reference, amount: amount))
    return try data(
      kind, input: coin, amount: amount ?? .zero,
      fee: fees.stakeFee(of: amount ?? coin.balance, writing: 4))
  }

  /// Turns a receipt back into money. The fees come from a coin, not from the proceeds.
  ///
  /// - Parameters:
  ///   - stakedSoma: The receipt.
  ///   - principal: What it says was staked.
  /// - Returns: The transaction.
  /// - Throws: ``CoinSelectionError``.
  public func withdrawStake(
    _ stakedSoma: ObjectRef, principal: Amount
  ) throws(CoinSelectionError) -> TransactionData {
    try data(
      .withdrawStake(stakedSoma: stakedSoma),
      costing: fees.stakeFee(of: principal, writing: 3))
  }

  /// Submits data. The bond comes from the richest coin, gas from another one where there is one.
  ///
  /// - Parameters:
  ///   - submission: Everything but the coin.
  ///   - bondPerByte: The live parameter `submission_bond_per_byte`.
  ///   - chosen: The coin of the bond; the richest if `nil`.
  /// - Returns: The transaction.
  /// - Throws: ``CoinSelectionError``.
  public func submitData(
    _ submission: DataSubmission, bondPerByte: Amount, from chosen: ObjectID? = nil
  ) throws(CoinSelectionError) -> TransactionData {
    let (product, overflow) = bondPerByte.shannons.multipliedReportingOverflow(
      by: submission.manifest.sizeInBytes)
    let bond = Amount(overflow ? .max : product)
    let coin = try coins.coin(holding: bond, chosen: chosen)
    return try data(
      .submitData(submission.submitData(bondCoin: coin.reference)), input: coin, amount: bond,
      fee: fees.flatFee(writing: 5))
  }

  /// Collects the reward of a filled target, or takes back what is left of an expired one.
  ///
  /// - Parameters:
  ///   - targetID: The target.
  ///   - reward: Its reward pool, of which the fee is a share that the gas coin pays.
  /// - Returns: The transaction.
  /// - Throws: ``CoinSelectionError``.
  public func claimRewards(
    _ targetID: TargetID, reward: Amount
  ) throws(CoinSelectionError) -> TransactionData {
    try data(.claimRewards(targetID: targetID), costing: fees.stakeFee(of: reward, writing: 6))
  }
}
