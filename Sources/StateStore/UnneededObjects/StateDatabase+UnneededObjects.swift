import GRDB
import SomaTypes

extension StateDatabase {
  /// Records that nobody needs some objects. Of one that is on record the first epoch stays.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)`` when one is on record of another chain: that one says
  ///   nothing about this.
  public func recordUnneeded(
    _ objects: [UnneededObject], at moment: Moment
  ) async throws(StateError) {
    try await write(isRoutine: true) { state in
      for object in objects {
        if let old = try state.unneeded(object.object, on: object.host) {
          guard old.chain == object.chain else {
            throw StateError.conflict(
              "the object \(object.object)", reason: "it is on record for the chain \(old.chain)")
          }
          continue
        }
        try state.run(
          """
          INSERT INTO unneeded_objects (host, object, chain, since, recorded_at)
          VALUES (?, ?, ?, ?, ?)
          """, [object.host, object.object, object.chain, object.since, moment])
      }
    }
  }

  /// Forgets objects that are needed again, or are gone.
  ///
  /// - Throws: ``StateError``.
  public func forgetUnneeded(_ objects: [String], on host: String) async throws(StateError) {
    try await write(isRoutine: true) { state in
      for object in objects {
        try state.run(
          "DELETE FROM unneeded_objects WHERE host = ? AND object = ?", [host, object])
      }
    }
  }

  /// The objects of a host that nobody needs, by their names.
  ///
  /// - Throws: ``StateError``.
  public func unneededObjects(on host: String) async throws(StateError) -> [UnneededObject] {
    try await read { state in
      try state.rows("SELECT * FROM unneeded_objects WHERE host = ? ORDER BY object", [host]) {
        try UnneededObject(row: $0)
      }
    }
  }
}

extension StateTransaction {
  fileprivate func unneeded(_ object: String, on host: String) throws -> UnneededObject? {
    try row("SELECT * FROM unneeded_objects WHERE host = ? AND object = ?", [host, object])
      .map(UnneededObject.init(row:))
  }
}

extension UnneededObject {
  fileprivate init(row: Row) throws {
    self.init(
      host: try row.text("host"), object: try row.text("object"),
      chain: try row.digest("chain"), since: Epoch(try row.unsigned("since")))
  }
}
