import Foundation
import GRDB
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import StateStore

@Suite("An export of a state")
struct ExportTests {
  private static let folder = Bundle.module.bundleURL.appending(path: "Schemas")

  /// A state with a row in each of its tables, made by hand.
  private func exported(chain: CheckpointDigest? = nil) async throws -> StateExport {
    try await withState { state in
      var sql = ""
      for version in 1...Schema.version {
        let name = "000\(version)-rows.sql"
        sql += try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      }
      let rows = sql.replacing("INSERT INTO store", with: "INSERT OR REPLACE INTO store")
      try await state.write { try $0.db.execute(sql: rows) }
      return try await state.export(chain: chain)
    }
  }

  @Test("has every table of the schema, or says why not; of those that it has every column")
  func everything() throws {
    let queue = try DatabaseQueue()
    try queue.inDatabase { db in
      try Schema.migrate(db, to: Schema.version)
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
      let exported = PortableTable.all.map(\.name)
      #expect(Set(tables) == Set(exported).union(PortableTable.staying.keys))
      #expect(Set(exported).isDisjoint(with: PortableTable.staying.keys))
      for table in PortableTable.all {
        let columns = try String.fetchAll(
          db, sql: "SELECT name FROM pragma_table_info('\(table.name)')")
        #expect(columns.sorted() == table.allColumns, "\(table.name)")
      }
    }
  }

  @Test("is the text that is on file, and that text is read as it was written")
  func golden() async throws {
    var export = try await exported(chain: CheckpointDigest(Bytes32(repeating: 7)))
    // A later schema alone makes no other text.
    export.schemaVersion = 4
    let name = "export.jsonl"
    guard ProcessInfo.processInfo.environment["STEWARD_RECORD"] == nil else {
      let source = URL(filePath: #filePath).deletingLastPathComponent()
      try Data(export.bytes).write(to: source.appending(path: "Schemas/\(name)"))
      return
    }
    let file = try Data(contentsOf: Self.folder.appending(path: name))
    #expect(export.bytes == Array(file))
    #expect(try StateExport(parsing: Array(file)) == export)
    // Neither tags of chunks, nor paths of this machine, nor nodes.
    for secret in [#"{"hex":"0102"}"#, "/var/lib", "/weights/", "127.0.0.1"] {
      #expect(!String(decoding: export.bytes, as: UTF8.self).contains(secret))
    }
  }

  private static func line(_ bytes: [UInt8], _ number: Int) -> Range<Int> {
    var start = 0
    for _ in 0..<number { start = (bytes[start...].firstIndex(of: 10) ?? start) + 1 }
    return start..<(bytes[start...].firstIndex(of: 10) ?? start) + 1
  }

  @Test("is refused when a byte of it is another, or a line is gone")
  func damaged() async throws {
    let bytes = try await exported().bytes
    for offset in stride(from: bytes.firstIndex(of: 10) ?? 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[offset] ^= 1
      #expect(throws: StateExportError.self) { _ = try StateExport(parsing: changed) }
    }
    for end in stride(from: 0, to: bytes.count, by: 41) {
      #expect(throws: StateExportError.self) {
        _ = try StateExport(parsing: Array(bytes[..<end]))
      }
    }
    var shorter = bytes
    shorter.removeSubrange(Self.line(bytes, 3))
    #expect(throws: StateExportError.damaged("its digest is another")) {
      _ = try StateExport(parsing: shorter)
    }
    #expect(throws: StateExportError.foreign) { _ = try StateExport(parsing: []) }
    #expect(throws: StateExportError.foreign) {
      _ = try StateExport(parsing: Array("{}\n{}\n".utf8))
    }
  }

  @Test("is refused when a later version wrote it, or it has another table")
  func newer() async throws {
    var export = try await exported()
    export.schemaVersion = Schema.version + 1
    #expect(
      throws: StateExportError.newer(version: Schema.version + 1, known: Schema.version)
    ) { _ = try StateExport(parsing: export.bytes) }
    export.schemaVersion = 1
    export.rows = [("leases", [:])]
    #expect(throws: StateExportError.damaged("line 2 is no row of a state")) {
      _ = try StateExport(parsing: export.bytes)
    }
  }

  @Test("holds every number and text", arguments: [Int64.min, .max, 0, 1 << 53 + 1])
  func values(number: Int64) throws {
    let row: PortableRow = [
      "a": .integer(number), "b": .text("\"\\/\u{0}é\n\u{1F600}"), "c": .null,
      "d": .bytes([0, 255]), "e": .bytes([]), "f": .text(""),
    ]
    let export = StateExport(
      lineage: Array(repeating: 1, count: 16), schemaVersion: 1, chain: nil,
      rows: [("specs", row)])
    let again = try StateExport(parsing: export.bytes)
    #expect(again == export)
    #expect(again.rows[0].row == row)
  }

  @Test("is a new file for the owner alone")
  func file() async throws {
    let export = try await exported()
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "export").path
      try export.write(to: path)
      #expect(try Data(contentsOf: URL(filePath: path)) == Data(export.bytes))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(throws: StateError.exists(path)) { try export.write(to: path) }
    }
  }
}
