import SomaTypes

// What a transaction takes in without saying so is decided by its kind alone. Source:
// `types/src/transaction.rs`, `input_objects`.

extension TransactionKind {
  /// The shared objects that a transaction changes: the system state for all but transfers, and a
  /// target. All have the initial version 1.
  var sharedInputs: [ObjectID] {
    switch self {
    case .genesis, .consensusCommitPrologue, .transferCoin, .payCoins, .transferObjects: []
    case .changeEpoch, .addValidator, .removeValidator, .reportValidator, .undoReportValidator,
      .updateValidatorMetadata, .setCommissionRate, .addStake, .withdrawStake, .createModel,
      .commitModel, .revealModel, .addStakeToModel, .setModelCommissionRate, .deactivateModel,
      .reportModel, .undoReportModel:
      [.systemState]
    case .submitData(let submission):
      [.systemState, ObjectID(submission.targetID.bytes)]
    case .claimRewards(let target), .reportSubmission(let target),
      .undoReportSubmission(let target):
      [.systemState, ObjectID(target.bytes)]
    }
  }
}

extension TransactionData {
  /// The owned objects, gas included. A gas coin that is also an input of the kind counts once.
  var ownedInputs: [ObjectRef] {
    let named = kind.ownedInputs
    let ids = Set(named.map(\.id))
    return named + gasPayment.filter { !ids.contains($0.id) }
  }
}
