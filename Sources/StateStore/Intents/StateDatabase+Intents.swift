import GRDB
public import SomaTypes

extension StateDatabase {
  /// Records a signed transaction, before its first byte leaves.
  ///
  /// In one transaction: the lease is still ours, nothing unresolved is in its way, and what cannot be undone
  /// is approved for the spec that holds now.
  ///
  /// - Parameters:
  ///   - intent: What was signed. The same again changes nothing.
  ///   - fence: The wallet's chain lease.
  ///   - amount: What it may spend, fees included.
  ///   - epoch: The epoch now.
  /// - Throws: ``StateError/leaseLost(_:token:current:)``; ``StateError/conflict(_:reason:)`` when another one
  ///   is in its way, or no approval covers it.
  public func recordIntent(
    _ intent: IntentRecord, under fence: Fence, spending amount: Amount, in epoch: Epoch
  ) async throws(StateError) {
    try await write { state in
      try state.recordIntent(intent, under: fence, spending: amount, in: epoch)
    }
  }

  /// Records that an intent is about to be sent, before its first byte leaves.
  ///
  /// - Returns: The intent, whose bytes are what is sent.
  /// - Throws: ``StateError/leaseLost(_:token:current:)``; ``StateError/unknown(_:)``;
  ///   ``StateError/conflict(_:reason:)`` when its outcome is known.
  public func recordSending(
    of digest: TransactionDigest, under fence: Fence, in epoch: Epoch, at moment: Moment
  ) async throws(StateError) -> IntentRecord {
    try await write { state in
      try state.recordSending(of: digest, under: fence, in: epoch, at: moment)
    }
  }

  /// Records the outcome of an intent. The same again changes nothing, but for an epoch that was not known
  /// before.
  ///
  /// No lease is needed: what the chain says is so, whoever reads it.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` for an outcome that is none, another
  ///   one than before, or one of an intent that was never sent.
  public func recordOutcome(
    _ outcome: IntentRecord.Status, of digest: TransactionDigest, at moment: Moment
  ) async throws(StateError) {
    try await write { state in try state.recordOutcome(outcome, of: digest, at: moment) }
  }

  /// Records when an intent may be tried again.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` when its outcome is known.
  public func recordBackOff(
    of digest: TransactionDigest, notBefore: Moment
  ) async throws(StateError) {
    try await write { state in
      _ = try state.openIntent(digest)
      try state.run("UPDATE intents SET not_before = ? WHERE digest = ?", [notBefore, digest])
    }
  }

  /// An intent; `nil` when it is not on record.
  ///
  /// - Throws: ``StateError``.
  public func intent(
    _ digest: TransactionDigest
  ) async throws(StateError) -> IntentRecord? {
    try await read { state in try state.intent(digest) }
  }

  /// A wallet's intents whose outcome may still change, the oldest first.
  ///
  /// - Throws: ``StateError``.
  public func openIntents(of wallet: SomaAddress) async throws(StateError) -> [IntentRecord] {
    try await read { state in try state.openIntents(of: wallet) }
  }

  /// All intents about a model, the oldest first.
  ///
  /// - Throws: ``StateError``.
  public func intents(of model: String) async throws(StateError) -> [IntentRecord] {
    try await read { state in
      try state.rows(
        "SELECT * FROM intents WHERE model = ? ORDER BY prepared_at, digest", [model]
      ) { try IntentRecord(row: $0, in: state) }
    }
  }
}
