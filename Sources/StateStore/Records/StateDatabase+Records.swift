import Diagnostics
import GRDB

extension StateDatabase {
  /// What the planner remembers: all records in one view, by their key names.
  ///
  /// - Throws: ``StateError``.
  public func records() async throws(StateError) -> [StoredRecord] {
    try await read { state in try state.records() }
  }

  /// Runs `body` in one transaction that writes: all of it is durable at the end, or nothing happened.
  ///
  /// Nothing happened either when `body` returns although a call of the transaction threw: half of what
  /// belongs together is never kept.
  ///
  /// - Parameter body: Reads, decides and records. No other run writes meanwhile, so it must be quick and
  ///   must not wait for anything else.
  /// - Returns: What `body` returns.
  /// - Throws: The ``StateError`` that `body` or a call of the transaction threw; ``StateError/refused(_:)``
  ///   for any other error that `body` throws.
  public func journal<Value: Sendable>(
    _ body: @escaping @Sendable (JournalTransaction) throws -> Value
  ) async throws(StateError) -> Value {
    try await write { state in
      let transaction = JournalTransaction(state)
      do {
        let value = try body(transaction)
        if let failure = transaction.failure { throw failure }
        return value
      } catch {
        if let failure = transaction.failure { throw failure }
        throw error as? StateError ?? .refused(describe(error))
      }
    }
  }
}

/// The facts of an error that is not ours.
private func describe(_ error: any Error) -> String {
  guard let error = error as? any Explainable else { return "\(error)" }
  let diagnostic = error.diagnostic
  return "\(diagnostic.code): \(diagnostic.detail)"
}

extension StateTransaction {
  func records() throws -> [StoredRecord] {
    try rows("SELECT * FROM records ORDER BY key_name") { try StoredRecord(row: $0) }
  }

  func record(_ keyName: String) throws -> StoredRecord? {
    try row("SELECT * FROM records WHERE key_name = ?", [keyName]).map(StoredRecord.init(row:))
  }

  func setRecord(_ record: StoredRecord) throws {
    let subject = "the record \(record.keyName)"
    let shared = StoredRecord.sharedName
    guard (record.keyName == shared) == (record.name == shared) else {
      throw StateError.conflict(subject, reason: "it cannot be called \(record.name)")
    }
    let other = try row(
      "SELECT key_name FROM records WHERE name = ? AND key_name <> ?",
      [record.name, record.keyName])
    if let other {
      throw StateError.conflict(
        subject, reason: "\(try other.text("key_name")) is called \(record.name) already")
    }
    try run(
      """
      INSERT INTO records (key_name, name, body, changed_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (key_name) DO UPDATE SET
        name = excluded.name, body = excluded.body, changed_at = excluded.changed_at
      """, [record.keyName, record.name, record.body, record.changedAt])
  }
}

extension StoredRecord {
  fileprivate init(row: Row) throws {
    self.init(
      keyName: try row.text("key_name"), name: try row.text("name"), body: try row.bytes("body"),
      changedAt: try row.moment("changed_at"))
  }
}
