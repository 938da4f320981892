import GRDB
import SomaCrypto

extension StateDatabase {
  /// Records that something happened.
  ///
  /// - Parameters:
  ///   - kind: What, as a word such as `probe.failed`.
  ///   - model: The model's key name, when it is about one.
  ///   - body: The facts, as JSON. No secrets.
  ///   - moment: When.
  /// - Returns: The event.
  /// - Throws: ``StateError``.
  @discardableResult
  public func recordEvent(
    _ kind: String, model: String? = nil, body: String = "{}", at moment: Moment
  ) async throws(StateError) -> EventRecord {
    try await write { state in
      try state.append(kind, model: model, body: body, at: moment)
    }
  }

  /// The latest events, the latest first.
  ///
  /// - Parameters:
  ///   - model: Of this model alone; `nil` for all.
  ///   - limit: How many at most.
  /// - Returns: Possibly none.
  /// - Throws: ``StateError``.
  public func events(of model: String? = nil, limit: Int) async throws(StateError) -> [EventRecord]
  {
    try await read { state in
      try state.rows(
        "SELECT * FROM events WHERE ?1 IS NULL OR model = ?1 ORDER BY number DESC LIMIT ?2",
        [model, max(0, limit)]
      ) { try EventRecord(row: $0) }
    }
  }

  /// Checks that no event was changed, taken out or put in.
  ///
  /// - Returns: The number of the first that does not fit; `nil` when all do. That the last ones were cut
  ///   off does not show.
  /// - Throws: ``StateError``.
  public func firstBrokenEvent() async throws(StateError) -> UInt64? {
    try await read { state in
      var last: (number: UInt64, hash: Bytes32) = (0, .zero)
      for event in try state.rows("SELECT * FROM events ORDER BY number", [], EventRecord.init) {
        guard event.number == last.number + 1, event.hash == event.expectedHash(after: last.hash)
        else { return event.number }
        last = (event.number, event.hash)
      }
      return nil
    }
  }
}

extension StateTransaction {
  /// Adds an event to the transaction that it tells of.
  @discardableResult
  func append(
    _ kind: String, model: String?, body: String, at moment: Moment
  ) throws -> EventRecord {
    let last = try row("SELECT * FROM events ORDER BY number DESC LIMIT 1")
      .map(EventRecord.init(row:))
    var event = EventRecord(
      number: (last?.number ?? 0) + 1, at: moment, kind: kind, model: model, body: body,
      hash: .zero)
    event.hash = event.expectedHash(after: last?.hash ?? .zero)
    try run(
      "INSERT INTO events (number, at, kind, model, body, hash) VALUES (?, ?, ?, ?, ?, ?)",
      [event.number, moment, kind, model, body, event.hash])
    return event
  }
}

extension EventRecord {
  fileprivate init(row: Row) throws {
    number = try row.unsigned("number")
    at = try row.moment("at")
    kind = try row.text("kind")
    model = try row.optional("model", row.text)
    body = try row.text("body")
    hash = try row.bytes32("hash")
  }
}
