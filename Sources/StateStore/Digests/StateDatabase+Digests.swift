import GRDB
public import SomaCrypto

extension StateDatabase {
  /// Records what a pass over a file found, and what the file looked like then.
  ///
  /// A later pass over the same content replaces the tags: both prove the same bytes.
  ///
  /// - Parameters:
  ///   - digest: What was found.
  ///   - path: The file.
  ///   - identity: What tells this state of the file from another, in the caller's encoding.
  /// - Throws: ``StateError``.
  public func recordDigest(
    _ digest: DigestRecord, ofFile path: String, identity: [UInt8]
  ) async throws(StateError) {
    try await write(isRoutine: true) { state in
      let old = try state.row("SELECT size FROM digests WHERE plaintext = ?", [digest.plaintext])
      if let size = try old?.unsigned("size"), size != digest.size {
        throw StateError.conflict(
          "the content \(digest.plaintext)", reason: "it had \(size) bytes, not \(digest.size)")
      }
      try state.run(
        """
        INSERT INTO digests (plaintext, size, tags, taken_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (plaintext) DO UPDATE SET tags = excluded.tags, taken_at = excluded.taken_at
        """, [digest.plaintext, digest.size, digest.tags, digest.takenAt])
      try state.run(
        """
        INSERT INTO files (path, identity, plaintext) VALUES (?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET
          identity = excluded.identity, plaintext = excluded.plaintext
        """, [path, identity, digest.plaintext])
    }
  }

  /// What was found in a file, if it looks as it did then. It says *unchanged*; no key is derived
  /// from the answer.
  ///
  /// - Throws: ``StateError``.
  public func digest(
    ofUnchangedFile path: String, identity: [UInt8]
  ) async throws(StateError) -> DigestRecord? {
    try await read { state in
      try state.row(
        """
        SELECT digests.* FROM files JOIN digests USING (plaintext)
        WHERE path = ? AND identity = ?
        """, [path, identity]
      ).map(DigestRecord.init(row:))
    }
  }

  /// What was found of a content, with the tags that prove its chunks.
  ///
  /// - Throws: ``StateError``.
  public func digest(of plaintext: Bytes32) async throws(StateError) -> DigestRecord? {
    try await read { state in
      try state.row("SELECT * FROM digests WHERE plaintext = ?", [plaintext])
        .map(DigestRecord.init(row:))
    }
  }
}

extension DigestRecord {
  init(row: Row) throws {
    self.init(
      plaintext: try row.bytes32("plaintext"), size: try row.unsigned("size"),
      tags: try row.bytes("tags"), takenAt: try row.moment("taken_at"))
  }
}
