import GRDB
import Glibc

/// What is checked and done, in this order, before a database counts as our state.
struct StateOpening {
  let db: Database
  let path: String
  let options: StateOptions

  func run() throws {
    var version = 0
    // One view of both: another process may be bringing the schema up to date.
    try db.inTransaction(.deferred) {
      version = try readVersion()
      // Begun, and never used: who needs what a state remembers needs another one.
      guard version > 0 || options.access == .readingAndCreating else {
        throw StateError.missing(path)
      }
      try checkIntegrity(version: version)
      return .commit
    }
    guard options.access != .reading else {
      guard version == Schema.version || (options.acceptsOlder && version > 0) else {
        throw StateError.older(path: path, version: version, known: Schema.version)
      }
      return
    }
    try switchToWAL()
    try Schema.migrate(db, to: Schema.version)
  }

  /// Looks whose database it is and how new, and changes nothing.
  private func readVersion() throws -> Int {
    let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Schema.version(of: db)
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    if isEmpty, version == 0, id == 0 { return 0 }
    guard id == Schema.applicationID else {
      throw StateError.foreign(path: path, applicationID: id)
    }
    guard version <= Schema.version else {
      throw StateError.newer(path: path, version: version, known: Schema.version)
    }
    return version
  }

  /// Checks the pages, and that no table, index or trigger was taken away or added: they are guards.
  private func checkIntegrity(version: Int) throws {
    let pragma = options.integrityCheck == .full ? "integrity_check" : "quick_check"
    let result = try String.fetchOne(db, sql: "PRAGMA \(pragma)(1)")
    guard result == "ok" else {
      throw StateError.damaged(path: path, reason: result ?? "no answer")
    }
    if let violation = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
      throw StateError.damaged(
        path: path, reason: "a row of \(try violation.text("table")) has lost what it belongs to")
    }
    guard try Schema.dump(db) == Schema.expected(at: version) else {
      throw StateError.damaged(path: path, reason: "its schema is not that of version \(version)")
    }
  }

  private func switchToWAL() throws {
    let mode = try journalModeAfterSwitch()
    guard mode == "wal" else {
      throw StateError.database(
        path: path, code: 0, message: "the journal mode is \(mode ?? "unknown"), not wal")
    }
  }

  /// Another process can be switching at the same time, and SQLite does not always wait for that.
  private func journalModeAfterSwitch() throws -> String? {
    let deadline = ContinuousClock.now + options.busyTimeout
    while true {
      do {
        return try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
      {
        usleep(2000)
      }
    }
  }
}
