import Foundation
import GRDB
import Glibc
import TestSupport
import Testing

@testable import StateStore

@Suite("A backup of a state")
struct BackupTests {
  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test("is a state with the same content, in one database file, for the owner alone")
  func whole() async throws {
    try await withFilledState { filled in
      let path = filled.beside("copy")
      let backup = try await filled.state.backUp(to: path + "/")
      #expect(try names(path) == ["README", "packets", "state.db"])
      #expect(try names("\(path)/packets") == [FilledState.packet])
      for directory in [path, "\(path)/packets"] { #expect(mode(directory) == 0o700) }
      for file in ["README", "packets/\(FilledState.packet)", "state.db"] {
        #expect(mode("\(path)/\(file)") == 0o600)
      }
      #expect(backup.packetCount == 1)
      #expect(backup.faults == [])
      #expect(try await filled.state.summary() == backup.content)

      let copy = try await StateDatabase.open(path)
      #expect(try await copy.lineage() == filled.state.lineage())
      #expect(try await copy.events(limit: 9) == filled.state.events(limit: 9))
      #expect(try await copy.attempts(of: "alpha") == filled.state.attempts(of: "alpha"))
      #expect(try await copy.packetFaults().good == 1)
    }
  }

  @Test("replaces nothing, and leaves nothing when it fails")
  func refused() async throws {
    try await withFilledState { filled in
      let path = filled.beside("copy")
      try Data("mine".utf8).write(to: URL(filePath: path))
      await #expect(throws: StateError.exists(path)) { _ = try await filled.state.backUp(to: path) }
      // What a plain rename would replace.
      let empty = filled.beside("empty")
      try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
      await #expect(throws: StateError.exists(empty)) {
        _ = try await filled.state.backUp(to: empty)
      }
      let nowhere = filled.beside("no/copy")
      await #expect(throws: StateError.self) { _ = try await filled.state.backUp(to: nowhere) }
      // A packet that cannot be read comes after the database was copied.
      try FileManager.default.createDirectory(
        atPath: "\(filled.path)/packets/b.packet", withIntermediateDirectories: false)
      await #expect(throws: StateError.self) {
        _ = try await filled.state.backUp(to: filled.beside("other"))
      }
      #expect(try names(filled.directory.path) == ["copy", "empty", "state"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }
  }

  @Test("says which packets are not as they were recorded")
  func faults() async throws {
    try await withFilledState { filled in
      try Data("other".utf8).write(to: filled.packetFile)
      let altered = try await filled.state.backUp(to: filled.beside("one"))
      #expect(altered.faults == [.packetAltered(FilledState.packet)])
      try FileManager.default.removeItem(at: filled.packetFile)
      let missing = try await filled.state.backUp(to: filled.beside("two"))
      #expect(missing.faults == [.packetMissing(FilledState.packet, copies: 0)])
      #expect(missing.packetCount == 0)
    }
  }

  @Test("of a state that others write to is as it was at one instant")
  func live() async throws {
    try await withFilledState { filled in
      let path = filled.path
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          let writer = try await StateDatabase.open(path, options: .patient)
          for number in 0..<300 {
            // Two rows in one transaction: never one without the other.
            try await writer.write { state in
              try state.append("a", model: "\(number)", body: "{}", at: FilledState.now)
              try state.append("b", model: "\(number)", body: "{}", at: FilledState.now)
            }
          }
        }
        for number in 0..<8 {
          let copy = filled.beside("copy\(number)")
          _ = try await filled.state.backUp(to: copy)
          let reader = try await StateDatabase.open(copy, options: StateOptions(access: .reading))
          #expect(try await reader.firstBrokenEvent() == nil)
          let last = try await reader.events(limit: 1).first?.number ?? 0
          #expect(last % 2 == 1, "the first event and pairs")
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("can be made of a state that an earlier version wrote, and is as old")
  func older() async throws {
    try await withTemporaryDirectory { directory in
      let place = try StateDirectory(directory.appending(path: "state").path)
      try place.create()
      let queue = try DatabaseQueue(path: place.database)
      try await queue.writeWithoutTransaction { try Schema.migrate($0, to: 1) }
      try queue.close()
      let state = try await StateDatabase.open(
        place.path, options: StateOptions(access: .reading, acceptsOlder: true))
      let path = directory.appending(path: "copy").path
      #expect(try await state.backUp(to: path).content.schemaVersion == 1)
      try await StateDatabase.open(path).close()
    }
  }

  @Test("is not there when the disk is full, and the state is as it was", .enabled(if: canMount))
  func full() async throws {
    try await withFilledState { filled in
      let program = Bundle.module.bundleURL.deletingLastPathComponent()
        .appending(path: "StateStoreWriter").path
      let mount = filled.beside("disk")
      try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
      let (status, text) = try inNewMounts(
        #"mount -t tmpfs -o size=64k none "$1" && "$2" "$3" backup "$1/copy"; ls -A "$1""#, mount,
        program, filled.path)
      #expect(status == 0)
      #expect(text == "diskFull\n")
    }
  }
}
