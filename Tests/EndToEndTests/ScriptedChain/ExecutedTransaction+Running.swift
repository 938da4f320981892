import SomaCrypto
import SomaTypes
import SomaWire

extension ExecutedTransaction {
  /// What effects must show of a transaction: its inputs changed, and what its kind creates.
  init(running data: TransactionData, status: ExecutionStatus) {
    let digest = data.digest
    let owner = Owner.address(data.sender)
    let written = ObjectDigest(Bytes32(repeating: 0x22))
    var inputs: [ObjectRef] = []
    for input in data.gasPayment + data.kind.ownedInputs
    where !inputs.contains(where: { $0.id == input.id }) {
      inputs.append(input)
    }
    var changes = inputs.map { input in
      ChangedObject(
        id: input.id, input: .init(version: input.version, digest: input.digest, owner: owner),
        output: .init(digest: written, owner: owner), operation: .unchanged)
    }
    // A failure pays the base fee only.
    let fee =
      status == .success
      ? TransactionFee(baseFee: 1000, operationFee: 300, valueFee: 0, totalFee: 1300)
      : TransactionFee(baseFee: 1000, operationFee: 0, valueFee: 0, totalFee: 1000)
    if status == .success {
      changes += (0..<data.kind.createdCount).map { number in
        ChangedObject(
          id: ObjectID.derived(from: digest, creationNumber: UInt64(number)), input: nil,
          output: .init(digest: written, owner: owner), operation: .created)
      }
    }
    self.init(
      effects: TransactionEffects(
        status: status, executedEpoch: 7, fee: fee, transactionDigest: digest, gasObjectIndex: 0,
        dependencies: [], version: 4, changedObjects: changes, unchangedSharedObjects: []),
      balanceChanges: [
        BalanceChange(address: data.sender, shannons: -Int128(fee.totalFee.shannons))
      ])
  }
}

extension TransactionKind {
  /// How many objects a success creates here.
  fileprivate var createdCount: Int {
    switch self {
    case .addStake, .addStakeToModel, .withdrawStake: 1
    case .transferCoin(let transfer): transfer.amount == nil ? 0 : 1
    case .payCoins(let payment): payment.recipients.count
    case .createModel, .genesis, .consensusCommitPrologue, .changeEpoch, .addValidator,
      .removeValidator, .reportValidator, .undoReportValidator, .updateValidatorMetadata,
      .setCommissionRate, .transferObjects, .commitModel, .revealModel, .setModelCommissionRate,
      .deactivateModel, .reportModel, .undoReportModel, .submitData, .claimRewards,
      .reportSubmission, .undoReportSubmission:
      0
    }
  }
}
