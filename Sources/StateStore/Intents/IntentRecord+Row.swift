import GRDB
import SomaTypes

extension IntentRecord {
  init(row: Row, in state: StateTransaction) throws {
    let digest: TransactionDigest = try row.digest("digest")
    self.init(
      digest: digest, wallet: try row.identifier("wallet"),
      model: try row.optional("model", row.text), kind: try row.word("kind"),
      attempt: try row.optional("attempt", row.integer).map { AttemptRecord.ID(number: $0) },
      bytes: try row.bytes("bytes"), isSealed: try row.integer("is_sealed") == 1,
      inputs: try state.rows("SELECT * FROM intent_inputs WHERE intent = ?", [digest]) {
        ObjectRef(
          id: try $0.identifier("object"), version: ObjectVersion(try $0.unsigned("version")),
          digest: try $0.digest("object_digest"))
      }, preparedAt: try row.moment("prepared_at"))
    status = try Status(row: row)
    sendCount = try row.unsigned("send_count")
    lastSentEpoch = try row.optional("last_sent_epoch", row.unsigned).map { Epoch($0) }
    notBefore = try row.optional("not_before", row.moment)
  }
}

extension IntentRecord.Status {
  fileprivate init(row: Row) throws {
    self =
      switch try row.text("status") {
      case "prepared": .prepared
      case "sent": .sent
      case "succeeded": .succeeded(try row.executedEpoch())
      case "failed": .failed(try row.executedEpoch(), try row.text("failure"))
      case "dead": .dead
      default: throw UnreadableColumn(name: "status")
      }
  }

  /// What it is called in the database.
  var name: String {
    switch self {
    case .prepared: "prepared"
    case .sent: "sent"
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .dead: "dead"
    }
  }

  var executedEpoch: Epoch? {
    switch self {
    case .succeeded(let epoch), .failed(let epoch, _): epoch
    case .prepared, .sent, .dead: nil
    }
  }

  var failure: String? {
    if case .failed(_, let failure) = self { failure } else { nil }
  }

  /// Whether this says all that `other` does: the same, and the epoch if that one knows it.
  func says(_ other: Self) -> Bool {
    switch (self, other) {
    case (.prepared, .prepared), (.sent, .sent), (.dead, .dead), (.succeeded, .succeeded(nil)):
      true
    case (.failed(_, let failure), .failed(nil, let other)): failure == other
    case (.succeeded, _), (.failed, _): self == other
    case (.prepared, _), (.sent, _), (.dead, _): false
    }
  }
}

extension Row {
  fileprivate func executedEpoch() throws -> Epoch? {
    try optional("executed_epoch", unsigned).map { Epoch($0) }
  }
}

extension StateTransaction {
  func intent(_ digest: TransactionDigest) throws -> IntentRecord? {
    try row("SELECT * FROM intents WHERE digest = ?", [digest])
      .map { try IntentRecord(row: $0, in: self) }
  }

  /// An intent whose outcome may still change.
  func openIntent(_ digest: TransactionDigest) throws -> IntentRecord {
    guard let intent = try intent(digest) else { throw StateError.unknown("intent \(digest)") }
    guard intent.status.isOpen else {
      throw StateError.conflict("intent \(digest)", reason: "it is \(intent.status.name)")
    }
    return intent
  }

  func openIntents(of wallet: SomaAddress) throws -> [IntentRecord] {
    try rows(
      """
      SELECT * FROM intents WHERE wallet = ? AND status IN ('prepared', 'sent')
      ORDER BY prepared_at, digest
      """, [wallet]
    ) { try IntentRecord(row: $0, in: self) }
  }

  /// Whether a model was created, and neither lost nor retired since.
  func lives(_ model: String) throws -> Bool {
    try row(
      """
      SELECT 1 WHERE
        (SELECT count(*) FROM intents WHERE model = ?1 AND kind = 'create' AND status = 'succeeded')
        > (SELECT count(*) FROM attempts WHERE model = ?1 AND state = 'lost')
        + (SELECT count(*) FROM intents
           WHERE model = ?1 AND kind = 'retire' AND status = 'succeeded')
      """, [model]) != nil
  }

  func insert(_ intent: IntentRecord) throws {
    try run(
      """
      INSERT INTO intents (
        digest, wallet, model, kind, attempt, bytes, is_sealed, status, send_count, prepared_at,
        changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'prepared', 0, ?, ?)
      """,
      [
        intent.digest, intent.wallet, intent.model, intent.kind.rawValue, intent.attempt?.number,
        intent.bytes, intent.isSealed ? 1 : 0, intent.preparedAt, intent.preparedAt,
      ])
    for input in intent.inputs {
      try run(
        "INSERT INTO intent_inputs (intent, object, version, object_digest) VALUES (?, ?, ?, ?)",
        [intent.digest, input.id, input.version.rawValue, input.digest])
    }
  }
}
