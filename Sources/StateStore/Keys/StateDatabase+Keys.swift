import GRDB
public import SomaTypes

extension StateDatabase {
  /// Records a key. The same again changes nothing, and does not make a public key secret.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)`` when the key is on record with another origin, has sealed
  ///   and is now to be an imported one, or another key is on record for its release.
  public func recordKey(_ key: KeyRecord, at moment: Moment) async throws(StateError) {
    try await write { state in
      let subject = "the key \(key.hash)"
      if let old = try state.key(key.hash) {
        guard old.origin == key.origin else {
          throw StateError.conflict(subject, reason: "it is on record with another origin")
        }
        if let epoch = key.publicSince { try state.publish(old, since: epoch) }
        return
      }
      var master: MasterID?
      var release: ReleaseID?
      switch key.origin {
      case .derived(let id, let releaseID): (master, release) = (id, releaseID)
      case .imported:
        guard try state.row("SELECT 1 FROM sealings WHERE key_hash = ?", [key.hash]) == nil else {
          throw StateError.conflict(subject, reason: "imported keys never seal, and it has sealed")
        }
      }
      if let release,
        try state.row("SELECT 1 FROM keys WHERE release = ?", [release]) != nil
      {
        throw StateError.conflict(subject, reason: "release \(release) has another key on record")
      }
      try state.run(
        """
        INSERT INTO keys (hash, origin, master, release, public_since, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          key.hash, release == nil ? "imported" : "derived", master, release, key.publicSince,
          moment,
        ])
    }
  }

  /// Records that everyone knows a key. The earliest epoch stays.
  ///
  /// - Throws: ``StateError/unknown(_:)``.
  public func recordKeyIsPublic(
    _ hash: DecryptionKeyCommitment, since epoch: Epoch
  ) async throws(StateError) {
    try await write { state in
      guard let key = try state.key(hash) else { throw StateError.unknown("key \(hash)") }
      try state.publish(key, since: epoch)
    }
  }

  /// A key; `nil` when it is not on record.
  ///
  /// - Throws: ``StateError``.
  public func key(_ hash: DecryptionKeyCommitment) async throws(StateError) -> KeyRecord? {
    try await read { state in try state.key(hash) }
  }

  /// All keys, by their hashes.
  ///
  /// - Throws: ``StateError``.
  public func keys() async throws(StateError) -> [KeyRecord] {
    try await read { state in
      try state.rows("SELECT * FROM keys ORDER BY hash") { try KeyRecord(row: $0) }
    }
  }
}

extension StateTransaction {
  fileprivate func key(_ hash: DecryptionKeyCommitment) throws -> KeyRecord? {
    try row("SELECT * FROM keys WHERE hash = ?", [hash]).map(KeyRecord.init(row:))
  }

  fileprivate func publish(_ key: KeyRecord, since epoch: Epoch) throws {
    try run(
      "UPDATE keys SET public_since = ? WHERE hash = ?",
      [min(key.publicSince ?? epoch, epoch), key.hash])
  }
}

extension KeyRecord {
  fileprivate init(row: Row) throws {
    let origin: Origin
    switch try row.text("origin") {
    case "derived": origin = .derived(try row.shortID("master"), try row.shortID("release"))
    case "imported": origin = .imported
    default: throw UnreadableColumn(name: "origin")
    }
    self.init(
      hash: try row.digest("hash"), origin: origin,
      publicSince: try row.optional("public_since", row.unsigned).map { Epoch($0) })
  }
}
