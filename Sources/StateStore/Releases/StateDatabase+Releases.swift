import SomaTypes

extension StateDatabase {
  /// Records a release that was found. The same again changes nothing.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)`` when the id, or the key, is on record with something
  ///   else.
  public func recordRelease(_ release: ReleaseRecord) async throws(StateError) {
    try await write { state in try state.recordRelease(release) }
  }

  /// Records how far a release has come.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` for a step that is not in the
  ///   order of ``ReleaseRecord/State``, and for another checksum than before.
  public func recordState(
    _ next: ReleaseRecord.State, ofRelease id: ReleaseID, at moment: Moment
  ) async throws(StateError) {
    try await write { state in try state.recordState(next, ofRelease: id, at: moment) }
  }

  /// A release; `nil` when it is not on record.
  ///
  /// - Throws: ``StateError``.
  public func release(_ id: ReleaseID) async throws(StateError) -> ReleaseRecord? {
    try await read { state in
      try state.row("SELECT * FROM releases WHERE id = ?", [id]).map(ReleaseRecord.init(row:))
    }
  }

  /// All releases, by the names of their keys and then by their ids.
  ///
  /// - Throws: ``StateError``.
  public func releases() async throws(StateError) -> [ReleaseRecord] {
    try await read { state in
      try state.rows("SELECT * FROM releases ORDER BY key_name, id") { try ReleaseRecord(row: $0) }
    }
  }
}

extension StateTransaction {
  func recordRelease(_ release: ReleaseRecord) throws {
    let old = try row(
      "SELECT * FROM releases WHERE id = ? OR key_hash = ?", [release.id, release.keyHash]
    ).map(ReleaseRecord.init(row:))
    if let old {
      var known = release
      (known.state, known.changedAt) = (old.state, old.changedAt)
      guard known == old else {
        throw StateError.conflict(
          "release \(release.id)", reason: "it, or its key, is on record with something else")
      }
      return
    }
    try run(
      """
      INSERT INTO releases (
        id, key_name, plaintext, size, key_hash, state, checksum, url, rejection, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        release.id, release.keyName, release.plaintext, release.size, release.keyHash,
        release.state.name, release.state.checksum, release.state.url, release.state.rejection,
        release.changedAt,
      ])
  }

  func recordState(
    _ next: ReleaseRecord.State, ofRelease id: ReleaseID, at moment: Moment
  ) throws {
    guard
      let old = try row("SELECT * FROM releases WHERE id = ?", [id])
        .map(ReleaseRecord.init(row:))
    else { throw StateError.unknown("release \(id)") }
    guard old.state != next else { return }
    guard old.state.allows(next) else {
      throw StateError.conflict(
        "release \(id)", reason: "it is \(old.state.name), and cannot become \(next.name)")
    }
    try run(
      """
      UPDATE releases SET state = ?, checksum = ?, url = ?, rejection = ?, changed_at = ?
      WHERE id = ?
      """, [next.name, next.checksum, next.url, next.rejection, moment, id])
  }
}
