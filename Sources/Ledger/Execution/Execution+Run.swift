import SomaTypes

// Source: CHAIN.md 2.2 and 2.3; `authority/src/execution/mod.rs`, `execute_transaction`.

extension Execution {
  /// Executes a user's transaction from gas to effects.
  ///
  /// - Parameters:
  ///   - data: The transaction, whose inputs have been checked.
  ///   - epoch: The epoch that runs.
  /// - Returns: What it comes to; a failure is an outcome too.
  mutating func run(_ data: TransactionData, in epoch: Epoch) -> ExecutionOutcome {
    switch prepareGas(data.gasPayment, for: data.kind) {
    case .unusable(let failure):
      // A node moves no version here. With a shared input it then waits for one that never comes,
      // so here the versions do move on (CHAIN.md 10.3, D10).
      guard let gasID, inputs.values.contains(where: \.isShared) else {
        return emptyOutcome(failure, in: epoch)
      }
      emit(.worthlessGas(gasID))
      touchRemainingInputs()
      return outcome(.failure(failure), fee: .zero, in: epoch)
    case .insufficient(let taken):
      touchRemainingInputs()
      return outcome(
        .failure(.insufficientGas), fee: TransactionFee(baseFeeOnly: taken), in: epoch)
    case .ready(let valueFee):
      let savepoint = savepoint
      do throws(ExecutionFailure) {
        try execute(data.kind, valueFee: valueFee)
        let fee = try payRemainingFees(valueFee: valueFee)
        touchRemainingInputs()
        return outcome(.success, fee: fee, in: epoch)
      } catch {
        revert(to: savepoint)
        touchRemainingInputs()
        return outcome(
          .failure(error), fee: TransactionFee(baseFeeOnly: rates.baseFee), in: epoch)
      }
    }
  }

  /// Does what the kind says.
  private mutating func execute(
    _ kind: TransactionKind, valueFee: Amount
  ) throws(ExecutionFailure) {
    switch kind {
    case .genesis, .consensusCommitPrologue, .changeEpoch:
      throw .invalidTransactionType
    case .transferCoin(let transfer):
      try self.transfer(transfer, valueFee: valueFee)
    case .payCoins(let payment):
      try pay(payment, valueFee: valueFee)
    case .transferObjects(let transfer):
      try self.transfer(transfer)
    case .addStake(let stake):
      try add(stake, valueFee: valueFee)
    case .addStakeToModel(let stake):
      try add(stake, valueFee: valueFee)
    case .withdrawStake(let stakedSoma):
      try withdraw(stakedSoma)
    case .createModel, .commitModel, .revealModel, .setModelCommissionRate, .deactivateModel,
      .reportModel, .undoReportModel:
      try executeModelKind(kind, valueFee: valueFee)
    case .addValidator, .removeValidator, .reportValidator, .undoReportValidator,
      .updateValidatorMetadata, .setCommissionRate:
      try executeValidatorKind(kind)
    case .submitData(let submission):
      try submit(submission)
    case .claimRewards(let target):
      try claim(target)
    case .reportSubmission(let target):
      try reportSubmission(on: target)
    case .undoReportSubmission(let target):
      try undoReportSubmission(on: target)
    }
  }
}

extension TransactionFee {
  /// What a failed transaction pays.
  fileprivate init(baseFeeOnly baseFee: Amount) {
    self.init(baseFee: baseFee, operationFee: .zero, valueFee: .zero, totalFee: baseFee)
  }
}
