import SomaTypes
import SomaWire

extension ExecutedTransaction {
  /// Compares what a node says of an execution with what was signed.
  ///
  /// A node can answer about another transaction, or make up what it created; the real SDK believes it
  /// (NOTES A.21).
  ///
  /// - Throws: The first thing that does not fit.
  func checkThatItRan(_ data: TransactionData) throws(ReplyError) {
    let digest = data.digest
    guard effects.transactionDigest == digest else {
      throw .otherTransaction(asked: digest, got: effects.transactionDigest)
    }
    if let stated = self.digest, stated != digest {
      throw .otherTransaction(asked: digest, got: stated)
    }
    try checkInputs(of: data)
    if effects.status == .success {
      for id in data.certainCreations {
        guard effects.created(id) else { throw .missingCreation(id) }
      }
    }
    try checkObjects(of: data)
  }

  /// Every owned input is written or deleted by a success. A failure can leave some out: those that were
  /// touched before it (CHAIN 10.3, D5), and all of them when the gas coins are worth nothing.
  private func checkInputs(of data: TransactionData) throws(ReplyError) {
    let changes = Dictionary(
      effects.changedObjects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for input in data.ownedInputs {
      guard let change = changes[input.id] else {
        if effects.status == .success { throw .missingInput(input.id) }
        continue
      }
      guard let before = change.input, before.version == input.version,
        before.digest == input.digest
      else { throw .missingInput(input.id) }
    }
  }

  /// Nodes send few objects, if any; those that they send must be what the effects state, or what was
  /// signed: a failure can leave inputs out of the effects.
  private func checkObjects(of data: TransactionData) throws(ReplyError) {
    var stated: [ObjectRef] = effects.written + data.ownedInputs
    for unchanged in effects.unchangedSharedObjects {
      guard case .readOnlyRoot(let version, let digest) = unchanged.kind else { continue }
      stated.append(ObjectRef(id: unchanged.id, version: version, digest: digest))
    }
    for change in effects.changedObjects {
      guard let input = change.input else { continue }
      stated.append(ObjectRef(id: change.id, version: input.version, digest: input.digest))
    }
    let references = Set(stated)
    for object in objects where !references.contains(object.reference) {
      throw .wrongObjectDigest(object.id)
    }
  }
}

extension TransactionEffects {
  /// Whether it made this object, which exists now.
  fileprivate func created(_ id: ObjectID) -> Bool {
    changedObjects.contains {
      $0.id == id && $0.operation == .created && $0.input == nil && $0.output != nil
    }
  }
}

extension TransactionData {
  /// The objects that a success creates for certain. Source: CHAIN 3.2.
  ///
  /// Of a model only the receipt is an object; its id, number 0, comes from the same digest. A transfer
  /// from another coin than that for gas makes a coin only if something is left of the first.
  fileprivate var certainCreations: [ObjectID] {
    let numbers: Range<UInt64> =
      switch kind {
      case .createModel: 2..<3
      case .addStake, .addStakeToModel, .withdrawStake: 0..<1
      case .transferCoin(let transfer): transfer.coin == gasPayment.first ? 0..<1 : 0..<0
      case .payCoins(let payment): 0..<UInt64(payment.amounts?.count ?? 0)
      case .genesis, .consensusCommitPrologue, .changeEpoch, .addValidator, .removeValidator,
        .reportValidator, .undoReportValidator, .updateValidatorMetadata, .setCommissionRate,
        .transferObjects, .commitModel, .revealModel, .setModelCommissionRate, .deactivateModel,
        .reportModel, .undoReportModel, .submitData, .claimRewards, .reportSubmission,
        .undoReportSubmission:
        0..<0
      }
    let digest = digest
    return numbers.map { ObjectID.derived(from: digest, creationNumber: $0) }
  }
}
