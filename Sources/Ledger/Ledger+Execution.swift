import BCS
public import SomaTypes

extension Ledger {
  /// Executes a transaction, once.
  ///
  /// The digest decides what is the same: a transaction that was executed before, in whatever
  /// epoch, gives the record of then (CHAIN.md 7.5). One that fails in execution is executed too;
  /// its effects say why it failed.
  ///
  /// - Parameters:
  ///   - transaction: The transaction and its signature.
  ///   - timestampMs: The time, in milliseconds since 1970 in UTC, for checkpoints; one that goes
  ///     backwards counts as the latest before.
  /// - Returns: What became of it.
  /// - Throws: ``InputRefusal``; nothing has changed then, and no lock is held.
  public mutating func execute(
    _ transaction: SignedTransaction, at timestampMs: UInt64
  ) throws(InputRefusal) -> TransactionRecord {
    let data = transaction.data
    let digest = data.digest
    guard transaction.isSignatureValid else { throw .invalidSignature }
    if let record = records[digest] { return record }
    guard !data.kind.isSystem else { throw .systemTransaction(kind: data.kind.name) }
    guard !isHalted else { throw .haltedAtEpochEnd }
    let check = InputCheck(data: data, objects: objects)
    let inputs = try check.inputs()
    try check.requireLiveVersions()
    let byteCount = transaction.bcsBytes.count
    guard byteCount <= InputCheck.maximumByteCount else {
      throw .tooLarge(byteCount: byteCount, limit: InputCheck.maximumByteCount)
    }
    var held = locks
    try held.acquire(data.ownedInputs, for: digest)

    var execution = Execution(
      digest: digest, sender: data.sender, rates: rates, options: options, inputs: inputs,
      state: systemState)
    let outcome = execution.run(data, in: systemState.epoch)
    let error = outcome.supplyError(before: systemState)
    guard error == 0 else { throw .supplyNotConserved(difference: error) }
    locks = held
    return commit(outcome, of: data, signatures: [transaction.signature], at: timestampMs)
  }

  /// Makes an outcome part of the chain.
  mutating func commit(
    _ outcome: ExecutionOutcome, of data: TransactionData, signatures: [UserSignature],
    at timestampMs: UInt64
  ) -> TransactionRecord {
    let effects = outcome.effects
    clockMs = max(clockMs, timestampMs)
    let written = Dictionary(uniqueKeysWithValues: outcome.written.map { ($0.id, $0) })
    let consumed = Dictionary(uniqueKeysWithValues: outcome.consumed.map { ($0.id, $0) })
    objects.apply(
      written: outcome.written,
      deleted: outcome.consumed.map(\.id).filter { written[$0] == nil },
      in: effects.executedEpoch)
    for change in effects.changedObjects {
      owners.replace(consumed[change.id], by: written[change.id])
      targetIndex.replace(consumed[change.id], by: written[change.id])
    }
    // Of a transaction that could not begin to pay nothing was consumed, so its locks stay.
    locks.release(outcome.consumed.map(\.reference))
    systemState = outcome.state
    epochFees = epochFees.adding(effects.fee)
    expectedSupply += outcome.events.reduce(0) { $0 + $1.supplyChange }
    let record = TransactionRecord(
      data, signatures: signatures, outcome: outcome, executedAtMs: clockMs)
    records[record.digest] = record
    unsettled.append(record.digest)
    return record
  }

  /// Takes a lock as if another transaction held it, to see what its victims do.
  ///
  /// It lasts until the version moves on or the epoch ends.
  public mutating func lock(_ reference: ObjectRef, for digest: TransactionDigest) {
    locks.seize(reference, for: digest)
  }
}

extension TransactionFee {
  /// The sums; they saturate.
  fileprivate func adding(_ other: TransactionFee) -> TransactionFee {
    TransactionFee(
      baseFee: baseFee.addingClamped(other.baseFee),
      operationFee: operationFee.addingClamped(other.operationFee),
      valueFee: valueFee.addingClamped(other.valueFee),
      totalFee: totalFee.addingClamped(other.totalFee))
  }
}
