import Foundation
import GRDB
import TestSupport
import Testing

@testable import StateStore

@Suite("Migrations")
struct SchemaTests {
  private static let folder = Bundle.module.bundleURL.appending(path: "Schemas")
  private static let versions = Schema.migrations.map { $0.version }

  @Test("are numbered from 1 without a gap")
  func numbers() { #expect(Self.versions == Array(1...Schema.version)) }

  @Test("lead to the schema that is on file", arguments: versions)
  func golden(version: Int) throws {
    let schema = try Schema.expected(at: version).joined(separator: "\n\n") + "\n"
    guard ProcessInfo.processInfo.environment["STEWARD_RECORD"] == nil else {
      let source = URL(filePath: #filePath).deletingLastPathComponent()
      try Data(schema.utf8).write(to: source.appending(path: "Schemas/\(Self.name(version)).sql"))
      return
    }
    #expect(try Self.file(Self.name(version)) == schema)
  }

  @Test("keep the rows of the version before, and every version opens", arguments: versions)
  func upgrade(version: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "state").path
      let place = try StateDirectory(path)
      try place.create { path throws(StateError) in try FileSystemKind(ofPath: path) }
      let queue = try DatabaseQueue(path: place.database)
      let before = try await queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        try db.execute(sql: try Self.file(Self.name(version)))
        try db.execute(sql: "PRAGMA user_version = \(version)")
        for older in 1...version { try db.execute(sql: try Self.file(Self.name(older) + "-rows")) }
        return (columns: try Self.columns(db), rows: try Self.rows(db, try Self.columns(db)))
      }
      try queue.close()
      #expect(before.rows.values.allSatisfy { !$0.isEmpty }, "a table has no row on file")

      let state = try await StateDatabase.open(path)
      try await state.close()

      let after = try await DatabaseQueue(path: place.database).read { db in
        #expect(try Schema.version(of: db) == Schema.version)
        return try Self.rows(db, before.columns)
      }
      for (table, rows) in before.rows { #expect(after[table] == rows, "\(table)") }
    }
  }

  private static func name(_ version: Int) -> String {
    let digits = String(version)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static func file(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: "\(name).sql"), encoding: .utf8)
  }

  /// The columns of all tables, by the tables' names.
  private static func columns(_ db: Database) throws -> [String: [String]] {
    let tables = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
    return try Dictionary(
      uniqueKeysWithValues: tables.map { ($0, try db.columns(in: $0).map(\.name)) })
  }

  /// What is in these columns, as texts.
  private static func rows(
    _ db: Database, _ columns: [String: [String]]
  ) throws -> [String: [String]] {
    try Dictionary(
      uniqueKeysWithValues: columns.map { table, names in
        let sql = "SELECT \(names.joined(separator: ", ")) FROM \(table)"
        return (table, try Row.fetchAll(db, sql: sql).map(\.description).sorted())
      })
  }
}
