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
      let subject = "the \(intent.kind.rawValue) \(intent.digest)"
      guard fence.name == .chain(intent.wallet) else {
        throw StateError.conflict(subject, reason: "\(fence.name) is no lease for it")
      }
      try state.require(fence)
      if let old = try state.intent(intent.digest) {
        guard old.bytes == intent.bytes || old.isSealed, old.kind == intent.kind else {
          throw StateError.conflict(subject, reason: "it is on record with something else")
        }
        return
      }
      let open = try state.openIntents(of: intent.wallet)
      if let objection = IntentRule.objection(to: intent, beside: open) {
        throw StateError.conflict(subject, reason: objection)
      }
      if intent.kind == .create, try state.lives(intent.model ?? "") {
        throw StateError.conflict(subject, reason: "a create of this model succeeded before")
      }
      if let action = intent.kind.approval {
        let model = intent.model ?? ""
        let generation = try state.spec(of: model)?.generation ?? 0
        let covering = try state.approvals(of: model).first {
          $0.covers(action, generation: generation, spending: amount, in: epoch)
        }
        guard covering != nil else {
          throw StateError.conflict(
            subject, reason: "no approval of \(model), generation \(generation), covers it")
        }
      }
      try state.insert(intent)
      try state.append(
        "intent.prepared", model: intent.model,
        body: #"{"digest":"\#(intent.digest)","kind":"\#(intent.kind.rawValue)"}"#,
        at: intent.preparedAt)
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
      try state.require(fence)
      let intent = try state.openIntent(digest)
      guard fence.name == .chain(intent.wallet) else {
        throw StateError.conflict("intent \(digest)", reason: "\(fence.name) is no lease for it")
      }
      try state.run(
        """
        UPDATE intents SET status = 'sent', send_count = send_count + 1, last_sent_epoch = ?,
          changed_at = ? WHERE digest = ?
        """, [epoch, moment, digest])
      try state.append(
        "intent.sent", model: intent.model, body: #"{"digest":"\#(digest)"}"#, at: moment)
      return try state.openIntent(digest)
    }
  }

  /// Records the outcome of an intent. The same again changes nothing.
  ///
  /// No lease is needed: what the chain says is so, whoever reads it.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` for an outcome that is none, another
  ///   one than before, or one of an intent that was never sent.
  public func recordOutcome(
    _ outcome: IntentRecord.Status, of digest: TransactionDigest, at moment: Moment
  ) async throws(StateError) {
    try await write { state in
      guard let intent = try state.intent(digest) else {
        throw StateError.unknown("intent \(digest)")
      }
      guard intent.status != outcome else { return }
      let wasSent = intent.sendCount > 0 || outcome == .dead
      guard intent.status.isOpen, !outcome.isOpen, wasSent else {
        throw StateError.conflict(
          "intent \(digest)", reason: "it is \(intent.status.name), and cannot be \(outcome.name)")
      }
      try state.run(
        """
        UPDATE intents SET status = ?, executed_epoch = ?, failure = ?, changed_at = ?
        WHERE digest = ?
        """, [outcome.name, outcome.executedEpoch, outcome.failure, moment, digest])
      try state.append(
        "intent.\(outcome.name)", model: intent.model, body: #"{"digest":"\#(digest)"}"#,
        at: moment)
    }
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
