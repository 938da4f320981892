import SomaTypes

// Source: CHAIN.md 2.2; `authority/src/execution/prepare_gas.rs`.

extension Execution {
  /// How paying for a transaction began.
  enum GasPreparation {
    /// The gas coins are merged and the base fee is taken.
    case ready(valueFee: Amount)
    /// There was not enough for the base fee; what there was is taken, and the coin deleted.
    case insufficient(taken: Amount)
    /// The gas coins are worth nothing together, or too much to be added up.
    case unusable(ExecutionFailure)
  }

  /// Merges the gas coins into the first one and takes the base fee from it.
  mutating func prepareGas(
    _ payment: [ObjectRef], for kind: TransactionKind
  ) -> GasPreparation {
    guard let gasID = payment.first?.id, let gas = object(gasID) else {
      return .unusable(.insufficientGas)
    }
    self.gasID = gasID
    var total = Amount.zero
    for reference in payment {
      guard let sum = total.adding(object(reference.id)?.coinBalance ?? .zero) else {
        return .unusable(.arithmeticOverflow)
      }
      total = sum
    }
    guard total > .zero else { return .unusable(.insufficientGas) }
    for reference in payment.dropFirst() { delete(reference.id) }
    if payment.count > 1 { write(gas.holding(total)) }
    guard let rest = total.subtracting(rates.baseFee), rest > .zero else {
      if total == rates.baseFee { emit(.gasWorthBaseFee(gasID)) }
      delete(gasID)
      return .insufficient(taken: total)
    }
    // On the balances before the base fee: a whole gas coin is charged for what it was worth.
    let valueFee = valueFee(for: kind)
    write(gas.holding(rest))
    return .ready(valueFee: valueFee)
  }

  /// Takes what a successful transaction still owes.
  ///
  /// - Returns: All that it paid.
  /// - Throws: ``ExecutionFailure/insufficientGas``.
  mutating func payRemainingFees(valueFee: Amount) throws(ExecutionFailure) -> TransactionFee {
    let operationFee = rates.operationFee(for: writtenCount)
    guard let gasID, let gas = object(gasID), let balance = gas.coinBalance,
      let owed = operationFee.adding(valueFee), let rest = balance.subtracting(owed),
      let total = owed.adding(rates.baseFee)
    else { throw .insufficientGas }
    // A coin that is used up ends, rather than stay worth nothing.
    if rest == .zero { delete(gasID) } else { write(gas.holding(rest)) }
    return TransactionFee(
      baseFee: rates.baseFee, operationFee: operationFee, valueFee: valueFee, totalFee: total)
  }

  /// The fee for what a transaction moves; nothing for most kinds.
  private func valueFee(for kind: TransactionKind) -> Amount {
    switch kind {
    case .transferCoin(let transfer):
      rates.valueFee(onTransferOf: transfer.amount ?? balance(of: transfer.coin))
    case .payCoins(let payment):
      rates.valueFee(
        onTransferOf: (payment.amounts ?? payment.coins.map(balance(of:))).saturatingSum)
    case .addStake(let stake):
      rates.valueFee(onStakeOf: stake.amount ?? balance(of: stake.coin))
    case .addStakeToModel(let stake):
      rates.valueFee(onStakeOf: stake.amount ?? balance(of: stake.coin))
    case .createModel(let create):
      rates.valueFee(onStakeOf: create.stake)
    case .withdrawStake(let reference):
      // What is no receipt costs as much as the base fee, should the transaction get that far.
      receipt(reference).map { rates.valueFee(onStakeOf: $0.principal) } ?? rates.baseFee
    case .claimRewards(let id):
      rates.valueFee(onStakeOf: target(id)?.rewardPool ?? .zero)
    case .genesis, .consensusCommitPrologue, .changeEpoch, .addValidator, .removeValidator,
      .reportValidator, .undoReportValidator, .updateValidatorMetadata, .setCommissionRate,
      .transferObjects, .commitModel, .revealModel, .setModelCommissionRate, .deactivateModel,
      .reportModel, .undoReportModel, .submitData, .reportSubmission, .undoReportSubmission:
      .zero
    }
  }

  private func balance(of reference: ObjectRef) -> Amount {
    object(reference.id)?.coinBalance ?? .zero
  }

  private func receipt(_ reference: ObjectRef) -> StakedSoma? {
    // Anything else is no receipt, whatever the reason.
    object(reference.id).flatMap { try? StakedSoma($0) }
  }

  private func target(_ id: TargetID) -> Target? {
    // As above.
    object(ObjectID(id.bytes)).flatMap { try? Target($0) }
  }
}

extension Collection where Element == Amount {
  /// The sum, or the largest amount when it does not fit.
  fileprivate var saturatingSum: Amount {
    reduce(.zero) { $0.adding($1) ?? Amount(.max) }
  }
}
