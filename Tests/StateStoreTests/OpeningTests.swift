import Foundation
import GRDB
import Glibc
import SomaCrypto
import TestSupport
import Testing

@testable import StateStore

@Suite("Opening a state")
struct OpeningTests {
  private func withPath<Result>(
    _ body: (_ path: String, _ database: String) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "a/b/state").path
      return try await body(path, "\(path)/state.db")
    }
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  /// Makes a state, changes its database by hand, and opens it again.
  private func error(
    afterChanging change: @escaping @Sendable (Database) throws -> Void,
    options: StateOptions = StateOptions()
  ) async throws -> StateError? {
    try await withPath { path, database in
      try await StateDatabase.open(path).close()
      let queue = try DatabaseQueue(path: database)
      try await queue.writeWithoutTransaction(change)
      try queue.close()
      do throws(StateError) { _ = try await StateDatabase.open(path, options: options) } catch {
        return error
      }
      return nil
    }
  }

  @Test("makes what is not there, for the owner alone, and says where it is durable")
  func creation() async throws {
    try await withPath { path, database in
      let state = try await StateDatabase.open(path)
      #expect(mode(path) == 0o700)
      for file in [database, "\(database)-wal", "\(database)-shm"] {
        #expect(mode(file) == 0o600, "\(file)")
      }
      let settings = try await state.read { state in
        try ["journal_mode", "synchronous", "foreign_keys", "application_id", "user_version"].map {
          try state.row("PRAGMA \($0)")?.first.map { "\($0.1)" } ?? "-"
        }
      }
      #expect(settings == ["\"wal\"", "2", "1", "1397707604", "\(Schema.version)"])
    }
  }

  @Test("keeps what is there")
  func again() async throws {
    try await withPath { path, _ in
      let first = try await StateDatabase.open(path)
      let lineage = try await first.lineage()
      try await first.close()
      let second = try await StateDatabase.open(path)
      #expect(try await second.lineage() == lineage)
      #expect(lineage.count == 16)
    }
  }

  @Test(
    "is refused when it need not be made and is not there",
    arguments: [StateOptions.Access.readingAndWriting, .reading])
  func missing(access: StateOptions.Access) async throws {
    try await withPath { path, _ in
      await #expect(throws: StateError.missing(path)) {
        _ = try await StateDatabase.open(path, options: StateOptions(access: access))
      }
      #expect(!exists(path))
    }
  }

  @Test(
    "is refused when it has no bytes left",
    arguments: [StateOptions.Access.readingAndCreating, .readingAndWriting, .reading])
  func emptied(access: StateOptions.Access) async throws {
    try await withPath { path, database in
      try await StateDatabase.open(path).close()
      #expect(truncate(database, 0) == 0)
      await #expect(throws: StateError.damaged(path: database, reason: "it is empty")) {
        _ = try await StateDatabase.open(path, options: StateOptions(access: access))
      }
      #expect(try Data(contentsOf: URL(filePath: database)).isEmpty)
    }
  }

  @Test(
    "is not made anew beside what a lost one has left",
    arguments: ["state.db-wal", "state.db-shm", "0a1b2c3d-0.0011223344556677.packet"])
  func remains(name: String) async throws {
    try await withPath { path, database in
      try await StateDatabase.open(path).close()
      #expect(unlink(database) == 0)
      try Data("x".utf8).write(to: URL(filePath: "\(path)/\(name)"))
      let reason = "it is gone, and \(name) beside it is not"
      await #expect(throws: StateError.damaged(path: database, reason: reason)) {
        _ = try await StateDatabase.open(path)
      }
      #expect(!exists(database))
    }
  }

  @Test("is made beside files of others, and leaves nothing else behind")
  func besideOthers() async throws {
    try await withPath { path, _ in
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(chmod(path, 0o700) == 0)
      try Data("x".utf8).write(to: URL(filePath: "\(path)/keyring"))
      try await StateDatabase.open(path).close()
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      #expect(names.sorted() == ["keyring", "state.db"])
    }
  }

  @Test("that was only begun is missing to who needs what it remembers, and goes on for the others")
  func begun() async throws {
    try await withPath { path, database in
      try StateDirectory(path).create { path throws(StateError) in
        try FileSystemKind(ofPath: path)
      }
      for access in [StateOptions.Access.readingAndWriting, .reading] {
        await #expect(throws: StateError.missing(database)) {
          _ = try await StateDatabase.open(path, options: StateOptions(access: access))
        }
      }
      try await StateDatabase.open(path).close()
    }
  }

  private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  @Test("is refused when others can open it", arguments: [("", 0o750), ("/state.db", 0o604)])
  func looseMode(suffix: String, mode: Int) async throws {
    try await withPath { path, _ in
      try await StateDatabase.open(path).close()
      #expect(chmod(path + suffix, mode_t(mode)) == 0)
      await #expect(throws: StateError.looseMode(path: path + suffix, mode: UInt32(mode))) {
        _ = try await StateDatabase.open(path)
      }
    }
  }

  @Test(
    "is refused on a file system that other machines share",
    arguments: [
      (0x6969, "NFS"), (0xff53_4d42, "CIFS"), (0xfe53_4d42, "SMB"), (0x0102_1997, "9P"),
      (0x6573_5546, "FUSE"), (0x00c3_6400, "Ceph"),
    ])
  func shared(magic: Int, name: String) async throws {
    try await withPath { path, database in
      let options = StateOptions { _ in FileSystemKind(magic: UInt32(magic)) }
      await #expect(throws: StateError.sharedFileSystem(path: path, name: name)) {
        _ = try await StateDatabase.open(path, options: options)
      }
      #expect(!exists(database))
    }
  }

  @Test("asks the kernel for the kind of file system")
  func kind() throws {
    #expect(try FileSystemKind(ofPath: "/proc").magic == 0x9fa0)
    #expect(throws: StateError.system(call: "statfs", path: "/proc/no", errno: ENOENT)) {
      _ = try FileSystemKind(ofPath: "/proc/no")
    }
  }

  @Test("is refused when a later version wrote it")
  func newer() async throws {
    let error = try await error(afterChanging: { try $0.execute(sql: "PRAGMA user_version = 999") })
    guard case .newer(_, 999, Schema.version) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is refused when the database is of another program")
  func foreign() async throws {
    let error = try await error(afterChanging: { try $0.execute(sql: "PRAGMA application_id = 7") })
    guard case .foreign(_, 7) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(
    "is refused when a guard was taken out of its schema",
    arguments: [
      "DROP INDEX releases_by_key", "DROP TRIGGER sealings_stay", "DROP INDEX uploads_under_way",
      "CREATE TABLE more (id INTEGER)",
    ])
  func schema(sql: String) async throws {
    let error = try await error(afterChanging: { try $0.execute(sql: sql) })
    guard case .damaged(_, "its schema is not that of version \(Schema.version)") = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is refused when a row has lost what it belongs to")
  func orphan() async throws {
    let error = try await error(afterChanging: {
      try $0.execute(
        sql: """
          PRAGMA foreign_keys = OFF;
          INSERT INTO probe_findings (probe, position, code) VALUES (5, 0, 'x');
          """)
    })
    guard case .damaged(_, "a row of probe_findings has lost what it belongs to") = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("of an older version is not changed by a command that only reads")
  func older() async throws {
    try await withPath { path, database in
      let place = try StateDirectory(path)
      try place.create { path throws(StateError) in try FileSystemKind(ofPath: path) }
      let queue = try DatabaseQueue(path: database)
      try await queue.writeWithoutTransaction { try Schema.migrate($0, to: 1) }
      try queue.close()
      let error = StateError.older(path: place.database, version: 1, known: Schema.version)
      await #expect(throws: error) {
        _ = try await StateDatabase.open(path, options: StateOptions(access: .reading))
      }
      _ = try await StateDatabase.open(path)
      let reader = try await StateDatabase.open(path, options: StateOptions(access: .reading))
      #expect(try await reader.releases() == [])
      await #expect(throws: StateError.self) {
        try await reader.recordProbe(
          ProbeRecord(url: "u", kind: .head, verdict: .good, at: Moment(milliseconds: 0)))
      }
    }
  }

  @Test("is refused when its pages are damaged, wherever that is", arguments: 0..<8)
  func damage(eighth: Int) async throws {
    try await withPath { path, database in
      let state = try await StateDatabase.open(path)
      for number in 0..<50 {
        try await state.recordProbe(
          ProbeRecord(
            url: "https://example.com/\(number)", kind: .whole, verdict: .good,
            findings: ["a.b", "c.d"], at: Moment(milliseconds: 1)))
      }
      try await state.close()
      let url = URL(filePath: database)
      var bytes = try Data(contentsOf: url)
      let start = bytes.count / 8 * eighth
      for offset in start..<min(start + 4096, bytes.count) { bytes[offset] = 0xa5 }
      try bytes.write(to: url)
      #expect(chmod(database, 0o600) == 0)
      await #expect(throws: StateError.self) { _ = try await StateDatabase.open(path) }
      let after = try Data(contentsOf: url)
      #expect(after == bytes)
    }
  }

  @Test("is refused when the database is gone and its log is not")
  func lost() async throws {
    try await withPath { path, database in
      let state = try await StateDatabase.open(path)
      // While it is open the log is there.
      #expect(rename(database, "\(database).away") == 0)
      await #expect(throws: StateError.self) { _ = try await StateDatabase.open(path) }
      #expect(try Data(contentsOf: URL(filePath: "\(database)-wal")).isEmpty == false)
      withExtendedLifetime(state) {}
    }
  }

  @Test("is refused where no directory can be", arguments: ["", "a\0b"])
  func badPath(path: String) async throws {
    await #expect(throws: StateError.badPath(path)) { _ = try await StateDatabase.open(path) }
  }

  @Test("by many at once makes one state")
  func race() async throws {
    try await withPath { path, _ in
      let lineages = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<8 {
          group.addTask { try await StateDatabase.open(path, options: .patient).lineage() }
        }
        return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
      }
      #expect(lineages.count == 1)
    }
  }

  @Test("names a full disk, and keeps what was there")
  func full() async throws {
    try await withPath { path, database in
      let state = try await StateDatabase.open(path)
      let probe = ProbeRecord(url: "u", kind: .head, verdict: .good, at: Moment(milliseconds: 0))
      try await state.recordProbe(probe)
      try await state.write { _ = try $0.row("PRAGMA max_page_count = 1") }
      let digest = DigestRecord(
        plaintext: .zero, size: 1, tags: Array(repeating: 1, count: 1 << 20),
        takenAt: Moment(milliseconds: 0))
      await #expect(throws: StateError.diskFull(path: database)) {
        try await state.recordDigest(digest, ofFile: "f", identity: [])
      }
      #expect(try await state.digest(of: .zero) == nil)
      #expect(try await state.probes(of: "u", limit: 5) == [probe])
      try await state.write { _ = try $0.row("PRAGMA max_page_count = 100000") }
      try await state.recordDigest(digest, ofFile: "f", identity: [])
      #expect(try await state.digest(of: .zero) == digest)
    }
  }

  @Test("waits for another writer no longer than it is told to")
  func busy() async throws {
    try await withPath { path, database in
      let state = try await StateDatabase.open(
        path, options: StateOptions(busyTimeout: .milliseconds(1)))
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: database, configuration: configuration)
      try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      let probe = ProbeRecord(url: "u", kind: .head, verdict: .good, at: Moment(milliseconds: 0))
      await #expect(throws: StateError.busy(path: database)) { try await state.recordProbe(probe) }
      try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      try await state.recordProbe(probe)
      #expect(try await state.probes(of: "u", limit: 5) == [probe])
    }
  }
}
