import GRDB

/// One step from a version of the schema to the next. What was released is never changed afterwards.
protocol Migration: Sendable {
  /// The version that it leads to; the first is 1.
  static var version: Int { get }

  /// What it does, as statements of SQL.
  static var sql: String { get }
}

/// All steps, in order.
enum Schema {
  /// Says that a database is ours: `SOMA`, then Steward's.
  static let applicationID: Int32 = 0x534f_5354

  static let migrations: [any Migration.Type] = [
    Migration0001.self, Migration0002.self, Migration0003.self, Migration0004.self,
    Migration0005.self,
  ]

  /// The version that this program writes.
  static var version: Int { migrations.last?.version ?? 0 }

  /// Takes a database from its version to another, each step in a transaction of its own.
  static func migrate(_ db: Database, to target: Int) throws {
    for migration in migrations where migration.version <= target {
      try db.inTransaction(.immediate) {
        // Inside the transaction: another process may have been faster.
        guard try version(of: db) == migration.version - 1 else { return .rollback }
        try db.execute(sql: migration.sql)
        try db.checkForeignKeys()
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(migration.version)")
        return .commit
      }
    }
  }

  static func version(of db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }

  /// Tables, indices and triggers, so sorted that they can be made again in this order.
  static func dump(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
        ORDER BY type = 'trigger', type = 'index', name
        """)
  }

  /// The schema as it must be at a version.
  static func expected(at version: Int) throws -> [String] {
    let queue = try DatabaseQueue()
    return try queue.inDatabase { db in
      try migrate(db, to: version)
      return try dump(db)
    }
  }
}
