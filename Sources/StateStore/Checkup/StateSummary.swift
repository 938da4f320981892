import GRDB

/// What a state has, in numbers.
public struct StateSummary: Equatable, Sendable {
  /// 16 random bytes that tell it from others that are not copies of it.
  public var lineage: [UInt8]
  /// The version of its schema.
  public var schemaVersion: Int
  /// How many rows its tables have, by their names; those of the schema alone.
  public var rows: [(table: String, count: UInt64)]

  /// Whether all is equal.
  public static func == (left: StateSummary, right: StateSummary) -> Bool {
    left.lineage == right.lineage && left.schemaVersion == right.schemaVersion
      && left.rows.elementsEqual(right.rows, by: ==)
  }
}

extension StateDatabase {
  /// Counts what the state has.
  ///
  /// - Throws: ``StateError``.
  public func summary() async throws(StateError) -> StateSummary {
    let lineage = try await lineage()
    return try await read { state in
      let tables = try state.rows(
        """
        SELECT name FROM sqlite_master
        WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'store' ORDER BY name
        """
      ) { try $0.text("name") }
      return StateSummary(
        lineage: lineage, schemaVersion: try Schema.version(of: state.db),
        rows: try tables.map { table in
          // Names of our own schema, which was compared when the state was opened.
          let count = try state.row("SELECT count(*) AS count FROM \(table)")
          return (table, try count?.unsigned("count") ?? 0)
        })
    }
  }
}
