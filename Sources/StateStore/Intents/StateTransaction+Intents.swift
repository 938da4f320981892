import SomaTypes

extension StateTransaction {
  func recordIntent(
    _ intent: IntentRecord, under fence: Fence, spending amount: Amount, in epoch: Epoch
  ) throws {
    let subject = "the \(intent.kind.rawValue) \(intent.digest)"
    guard fence.name == .chain(intent.wallet) else {
      throw StateError.conflict(subject, reason: "\(fence.name) is no lease for it")
    }
    try require(fence)
    if let old = try self.intent(intent.digest) {
      guard old.bytes == intent.bytes || old.isSealed, old.kind == intent.kind else {
        throw StateError.conflict(subject, reason: "it is on record with something else")
      }
      return
    }
    let open = try openIntents(of: intent.wallet)
    if let objection = IntentRule.objection(to: intent, beside: open) {
      throw StateError.conflict(subject, reason: objection)
    }
    if intent.kind == .create, try lives(intent.model ?? "") {
      throw StateError.conflict(subject, reason: "a create of this model succeeded before")
    }
    if let action = intent.kind.approval {
      let model = intent.model ?? ""
      let generation = try spec(of: model)?.generation ?? 0
      let covering = try approvals(of: model).first {
        $0.covers(action, generation: generation, spending: amount, in: epoch)
      }
      guard covering != nil else {
        throw StateError.conflict(
          subject, reason: "no approval of \(model), generation \(generation), covers it")
      }
    }
    try insert(intent)
    try append(
      "intent.prepared", model: intent.model,
      body: #"{"digest":"\#(intent.digest)","kind":"\#(intent.kind.rawValue)"}"#,
      at: intent.preparedAt)
  }

  func recordSending(
    of digest: TransactionDigest, under fence: Fence, in epoch: Epoch, at moment: Moment
  ) throws -> IntentRecord {
    try require(fence)
    let intent = try openIntent(digest)
    guard fence.name == .chain(intent.wallet) else {
      throw StateError.conflict("intent \(digest)", reason: "\(fence.name) is no lease for it")
    }
    try run(
      """
      UPDATE intents SET status = 'sent', send_count = send_count + 1, last_sent_epoch = ?,
        changed_at = ? WHERE digest = ?
      """, [epoch, moment, digest])
    try append(
      "intent.sent", model: intent.model, body: #"{"digest":"\#(digest)"}"#, at: moment)
    return try openIntent(digest)
  }

  func recordOutcome(
    _ outcome: IntentRecord.Status, of digest: TransactionDigest, at moment: Moment
  ) throws {
    guard let intent = try self.intent(digest) else {
      throw StateError.unknown("intent \(digest)")
    }
    guard !intent.status.says(outcome) else { return }
    if outcome.says(intent.status), let epoch = outcome.executedEpoch {
      try run("UPDATE intents SET executed_epoch = ? WHERE digest = ?", [epoch, digest])
      return
    }
    let wasSent = intent.sendCount > 0 || outcome == .dead
    guard intent.status.isOpen, !outcome.isOpen, wasSent else {
      throw StateError.conflict(
        "intent \(digest)", reason: "it is \(intent.status.name), and cannot be \(outcome.name)")
    }
    try run(
      """
      UPDATE intents SET status = ?, executed_epoch = ?, failure = ?, changed_at = ?
      WHERE digest = ?
      """, [outcome.name, outcome.executedEpoch, outcome.failure, moment, digest])
    try append(
      "intent.\(outcome.name)", model: intent.model, body: #"{"digest":"\#(digest)"}"#,
      at: moment)
  }
}
