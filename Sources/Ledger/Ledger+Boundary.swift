import SomaCrypto
import SomaTypes

// Source: CHAIN.md 1.5 and 7.6; `authority/src/execution/change_epoch.rs`;
// `authority/src/authority.rs`, `create_and_execute_advance_epoch_tx`.

extension Ledger {
  /// Ends the epoch: executes a ChangeEpoch transaction and makes the epoch's last checkpoint,
  /// which also has everything that was without one. All locks end.
  ///
  /// Windows pass also when the boundary fails and the chain enters safe mode; see
  /// ``StateEvent/safeModeEntered(epoch:reason:)`` among the events of the transaction, which is
  /// the last of the checkpoint.
  ///
  /// - Parameter change: The numbers; a time that goes backwards counts as the latest before.
  /// - Returns: The checkpoint.
  /// - Throws: ``BoundaryRefusal``; nothing has changed then.
  public mutating func advanceEpoch(
    _ change: EpochChange
  ) throws(BoundaryRefusal) -> Checkpoint {
    guard let data = changeEpochTransaction(change), case .changeEpoch(let payload) = data.kind
    else { throw .lastEpoch }
    let outcome = try changeEpoch(data, payload, fails: change.isFailing)
    let error = outcome.supplyError(before: systemState, feesGivenOut: epochFees.totalFee)
    guard error == 0 else { throw .supplyNotConserved(difference: error) }

    _ = commit(outcome, of: data, signatures: [], at: payload.epochStartTimestampMs)
    let effects = unsettled.compactMap { records[$0]?.effects }
    let checkpoint = settle(
      endOfEpoch: EndOfEpochData(
        nextEpochValidatorCommittee: systemState.committee,
        nextEpochProtocolVersion: systemState.protocolVersion, epochCommitments: []),
      commitments: [.artifacts(of: effects)])
    beginEpoch(after: checkpoint.summary)
    return checkpoint
  }

  private func changeEpochTransaction(_ change: EpochChange) -> TransactionData? {
    guard let next = systemState.epoch.next else { return nil }
    let payload = ChangeEpoch(
      epoch: next, epochStartTimestampMs: max(clockMs, change.timestampMs),
      protocolVersion: change.protocolVersion ?? systemState.protocolVersion,
      fees: epochFees.totalFee, epochRandomness: change.randomness ?? effectsHash)
    return TransactionData(kind: .changeEpoch(payload), sender: .zero, gasPayment: [])
  }

  /// Nodes take a hash of the effects in the checkpoint too, but another one.
  private var effectsHash: [UInt8] {
    var hasher = Blake2b256()
    for digest in unsettled {
      records[digest]?.effects.digest.bytes.withUnsafeBytes { hasher.update($0) }
    }
    return hasher.finalize().bytes
  }

  private func changeEpoch(
    _ data: TransactionData, _ payload: ChangeEpoch, fails: Bool
  ) throws(BoundaryRefusal) -> ExecutionOutcome {
    var inputs: [ObjectID: SomaObject] = [:]
    inputs[.systemState] = objects[.systemState]
    var execution = Execution(
      digest: data.digest, sender: data.sender, rates: rates, options: options, inputs: inputs,
      state: systemState)
    do throws(EpochRefusal) {
      let boundary = try execution.state.advanceEpoch(
        payload, transaction: data.digest,
        failingWith: fails ? .somaError(.genericAuthorityError("this boundary is to fail")) : nil)
      for reward in boundary.rewards {
        execution.create(.stakedSoma(id: reward.id, reward.receipt, owner: reward.owner))
      }
      for target in boundary.targets {
        execution.create(.target(id: target.id, target.target))
      }
      execution.emit(boundary.events)
    } catch {
      switch error {
      case .unknownProtocolVersion(let version): throw .unknownProtocolVersion(version)
      }
    }
    execution.saveState()
    return execution.outcome(.success, fee: .zero, in: systemState.epoch)
  }

  private mutating func beginEpoch(after last: CheckpointSummary) {
    locks.releaseAll()
    isHalted = false
    epochFees = .zero
    rates = FeeRates(systemState.parameters)
    objects.forgetVersions(supersededBeforeThatOf: systemState.epoch)
    epochs[epochs.count - 1].endTimestampMs = systemState.epochStartTimestampMs
    epochs[epochs.count - 1].lastCheckpoint = last.sequenceNumber
    epochs.append(
      EpochRecord(
        startState: systemState, startTimestampMs: systemState.epochStartTimestampMs,
        firstCheckpoint: CheckpointSequenceNumber(last.sequenceNumber.rawValue + 1)))
  }
}
