extension TransactionKind {
  /// The owned objects in the payload, beside gas.
  public var ownedInputs: [ObjectRef] {
    switch self {
    case .transferCoin(let transfer): [transfer.coin]
    case .payCoins(let payment): payment.coins
    case .transferObjects(let transfer): transfer.objects
    case .addStake(let stake): [stake.coin]
    case .addStakeToModel(let stake): [stake.coin]
    case .withdrawStake(let receipt): [receipt]
    case .submitData(let submission): [submission.bondCoin]
    case .genesis, .consensusCommitPrologue, .changeEpoch, .addValidator, .removeValidator,
      .reportValidator, .undoReportValidator, .updateValidatorMetadata, .setCommissionRate,
      .createModel, .commitModel, .revealModel, .setModelCommissionRate, .deactivateModel,
      .reportModel, .undoReportModel, .claimRewards, .reportSubmission, .undoReportSubmission:
      []
    }
  }
}
