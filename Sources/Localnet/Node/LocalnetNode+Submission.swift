public import Ledger
public import SomaTypes

extension LocalnetNode {
  /// Executes a transaction, once, and makes it durable before it returns.
  ///
  /// What a real node tries again for 90 s is tried again whenever the ledger has changed, until
  /// ``NodeConfiguration/patience`` runs out. One that was executed before gives the record of then.
  /// Source: CHAIN.md 7.2.
  ///
  /// - Throws: ``SubmissionRefusal``.
  public func submit(
    _ transaction: SignedTransaction
  ) async throws(SubmissionRefusal) -> TransactionRecord {
    if ledger.transaction(transaction.data.digest) == nil { prepareFaults(transaction) }
    var attempts = 0
    let first = attempt(transaction, &attempts)
    guard case .failure(.timedOut) = first else { return try first.get() }

    let (id, changes) = listen()
    defer { leave(id) }
    let (clock, patience) = (time.clock, configuration.patience)
    return try await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        try? await clock.sleep(for: patience)  // cancelled: there is nothing to wait for
        return false
      }
      group.addTask {
        for await _ in changes { return true }
        return true
      }
      var latest = first
      while case .failure(.timedOut) = latest, await group.next() == true, !Task.isCancelled {
        latest = attempt(transaction, &attempts)
        group.addTask {
          for await _ in changes { return true }
          return true
        }
      }
      group.cancelAll()
      return latest
    }.get()
  }

  /// Tries once. What is worth another try is a ``SubmissionRefusal/timedOut(attempts:patience:last:)``.
  private func attempt(
    _ transaction: SignedTransaction, _ attempts: inout Int
  ) -> Result<TransactionRecord, SubmissionRefusal> {
    attempts += 1
    // Also for a replay: it could be of one that was not kept.
    guard !isStopped else { return .failure(.stopped) }
    if held[transaction.data.digest] != nil {
      return .failure(
        .timedOut(attempts: attempts, patience: configuration.patience, last: nil))
    }
    do throws(SubmissionRefusal) {
      return .success(try execute(transaction))
    } catch .refused(let refusal) where refusal.isRetriedByNodes {
      return .failure(
        .timedOut(attempts: attempts, patience: configuration.patience, last: refusal))
    } catch {
      return .failure(error)
    }
  }

  /// Executes at once or not at all.
  ///
  /// - Throws: ``SubmissionRefusal``, for what would be tried again too.
  func execute(
    _ transaction: SignedTransaction
  ) throws(SubmissionRefusal) -> TransactionRecord {
    // A replay changes nothing and is not kept again.
    let isNew = ledger.transaction(transaction.data.digest) == nil
    let timestampMs = time.now
    do {
      guard isNew else { return try ledger.replay(transaction) }
      let record = try change(.transaction(transaction, timestampMs: timestampMs)) {
        try $0.execute(transaction, at: timestampMs)
      }
      noteExecution(of: record)
      if configuration.pace == .immediate, !isLagging, !faults.take(.checkpointStall) { settle() }
      return ledger.transaction(record.digest) ?? record
    } catch let refusal as InputRefusal {
      throw .refused(refusal)
    } catch {
      throw .stopped
    }
  }

  /// Does what the faults of a submission ask for before it is executed.
  private func prepareFaults(_ transaction: SignedTransaction) {
    let call = FaultScope.call("ExecuteTransaction")
    if faults.take(.lockedCoin, call), let coin = transaction.data.gasPayment.first {
      // The digest of a transaction that nobody has.
      let holder = TransactionDigest(coin.digest.bytes)
      _ = try? change(.lock(coin, holder: holder)) { $0.lock(coin, for: holder) }
    }
    if faults.take(.boundaryBeforeExecution, call) { _ = try? endEpoch() }
    let delay = faults.take(call) { fault -> UInt64? in
      if case .delayedExecution(let epochs) = fault { epochs } else { nil }
    }
    guard let delay, transaction.isSignatureValid else { return }
    let epoch = Epoch(ledger.systemState.epoch.rawValue.addingClamped(delay))
    held[transaction.data.digest] = HeldTransaction(transaction: transaction, epoch: epoch)
    // Validators that have accepted it hold its inputs, until the epoch ends.
    for input in transaction.data.gasPayment {
      let digest = transaction.data.digest
      _ = try? change(.lock(input, holder: digest)) { $0.lock(input, for: digest) }
    }
  }

  /// Executes what was held back for this epoch. What cannot be executed any more is dropped, as
  /// consensus does.
  func executeHeldTransactions() {
    let due = held.values.filter { $0.epoch <= ledger.systemState.epoch }
      .sorted { $0.transaction.data.digest < $1.transaction.data.digest }
    for entry in due {
      held[entry.transaction.data.digest] = nil
      _ = try? execute(entry.transaction)
    }
  }
}

extension Ledger {
  /// The record of a transaction that was executed, if it is signed correctly.
  fileprivate func replay(
    _ transaction: SignedTransaction
  ) throws(InputRefusal) -> TransactionRecord {
    guard transaction.isSignatureValid, let record = self.transaction(transaction.data.digest)
    else { throw .invalidSignature }
    return record
  }
}

extension UInt64 {
  fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
