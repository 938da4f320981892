import GRDB
public import SomaTypes

extension StateDatabase {
  /// Records a new attempt, whose packet and release are on record.
  ///
  /// - Parameters:
  ///   - model: The model's key name.
  ///   - release: What it tries to bring live.
  ///   - packet: The name of its packet.
  ///   - commitments: BLAKE2b-256 of what it commits to, URL included.
  ///   - moment: Now.
  /// - Returns: The attempt. One to the same commitments that has not ended is that one.
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` for a packet of another release.
  public func beginAttempt(
    model: String, release: ReleaseID, packet: String, commitments: Checksum, at moment: Moment
  ) async throws(StateError) -> AttemptRecord {
    try await write { state in
      try state.beginAttempt(
        model: model, release: release, packet: packet, commitments: commitments, at: moment)
    }
  }

  /// Records how far an attempt has come.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` when it has ended, or would oblige
  ///   the owner while the last drill of its packet and commitments is missing or failed.
  public func recordState(
    _ next: AttemptRecord.State, ofAttempt id: AttemptRecord.ID, at moment: Moment
  ) async throws(StateError) {
    try await write { state in try state.recordState(next, ofAttempt: id, at: moment) }
  }

  /// The attempts of a model, the oldest first.
  ///
  /// - Throws: ``StateError``.
  public func attempts(of model: String) async throws(StateError) -> [AttemptRecord] {
    try await read { state in try state.attempts(of: model) }
  }
}

extension StateTransaction {
  func beginAttempt(
    model: String, release: ReleaseID, packet: String, commitments: Checksum, at moment: Moment
  ) throws -> AttemptRecord {
    guard let row = try self.row("SELECT release FROM packets WHERE name = ?", [packet]) else {
      throw StateError.unknown("packet \(packet)")
    }
    guard try self.row("SELECT 1 FROM releases WHERE id = ?", [release]) != nil else {
      throw StateError.unknown("release \(release)")
    }
    guard try row.shortID("release") == release else {
      throw StateError.conflict("the packet \(packet)", reason: "it is of another release")
    }
    let same = try rows(
      "SELECT * FROM attempts WHERE model = ? AND packet = ? AND commitments = ?",
      [model, packet, commitments],
      AttemptRecord.init(row:))
    if let open = same.last(where: { !$0.state.isFinal }) { return open }
    let number = try insert(
      """
      INSERT INTO attempts (model, release, packet, commitments, state, changed_at)
      VALUES (?, ?, ?, ?, 'packed', ?)
      """, [model, release, packet, commitments, moment])
    return try attempt(AttemptRecord.ID(number: number))
  }

  func recordState(
    _ next: AttemptRecord.State, ofAttempt id: AttemptRecord.ID, at moment: Moment
  ) throws {
    let attempt = try self.attempt(id)
    guard attempt.state != next else { return }
    let subject = "attempt \(id.number) of \(attempt.model)"
    guard !attempt.state.isFinal else {
      throw StateError.conflict(subject, reason: "it is \(attempt.state.name)")
    }
    if next.isDrilled, !attempt.state.isDrilled {
      let drill = try row(
        """
        SELECT failure FROM drills WHERE packet = ? AND commitments = ?
        ORDER BY id DESC LIMIT 1
        """, [attempt.packet, attempt.commitments])
      guard let drill, try drill.optional("failure", drill.text) == nil else {
        throw StateError.conflict(subject, reason: "no drill of its commitments has held")
      }
    }
    try run(
      "UPDATE attempts SET state = ?, commit_epoch = ?, changed_at = ? WHERE id = ?",
      [next.name, next.commitEpoch, moment, id.number])
  }

  func attempts(of model: String) throws -> [AttemptRecord] {
    try rows("SELECT * FROM attempts WHERE model = ? ORDER BY id", [model]) {
      try AttemptRecord(row: $0)
    }
  }

  func attempt(_ id: AttemptRecord.ID) throws -> AttemptRecord {
    guard let row = try self.row("SELECT * FROM attempts WHERE id = ?", [id.number]) else {
      throw StateError.unknown("attempt \(id.number)")
    }
    return try AttemptRecord(row: row)
  }
}

extension AttemptRecord {
  fileprivate init(row: Row) throws {
    id = ID(number: try row.integer("id"))
    model = try row.text("model")
    release = try row.shortID("release")
    packet = try row.text("packet")
    commitments = try row.digest("commitments")
    state = try State(row: row)
    changedAt = try row.moment("changed_at")
  }
}

extension AttemptRecord.State {
  fileprivate init(row: Row) throws {
    self =
      switch try row.text("state") {
      case "packed": .packed
      case "drilled": .drilled
      case "creating": .creating
      case "created": .created
      case "committing": .committing
      case "committed": .committed(Epoch(try row.unsigned("commit_epoch")))
      case "revealing": .revealing(Epoch(try row.unsigned("commit_epoch")))
      case "live": .live
      case "superseded": .superseded
      case "lapsed": .lapsed
      case "lost": .lost
      default: throw UnreadableColumn(name: "state")
      }
  }
}
