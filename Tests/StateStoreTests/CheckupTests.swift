import Diagnostics
import Foundation
import GRDB
import Glibc
import TestSupport
import Testing

@testable import StateStore

@Suite("A checkup of a state")
struct CheckupTests {
  /// What a checkup says of a state after something was done to it: `subject level code` each.
  private func lines(
    after change: (FilledState) async throws -> Void = { _ in },
    options: StateOptions = StateOptions()
  ) async throws -> [String] {
    try await withFilledState { filled in
      try await change(filled)
      return try await StateCheckup(filled.path, options: options).run().map {
        "\($0.subject) \($0.level.rawValue) \($0.problem?.code ?? "-")"
      }
    }
  }

  private let start = ["directory ok -", "database ok -", "schema ok -"]

  @Test("of one that is well says so, part by part")
  func well() async throws {
    #expect(
      try await lines() == start + ["events ok -", "packets ok -", "ballast ok -"])
  }

  @Test("changes nothing")
  func reading() async throws {
    try await withFilledState { filled in
      try await filled.state.close()
      #expect(StateBallast(directory: filled.path).free() as Bool == true)
      let before = try FileManager.default.contentsOfDirectory(atPath: filled.path).sorted()
      let bytes = try Data(contentsOf: URL(filePath: "\(filled.path)/state.db"))
      _ = try await StateCheckup(filled.path).run()
      let after = try FileManager.default.contentsOfDirectory(atPath: filled.path)
        .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }.sorted()
      #expect(after == before.filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") })
      #expect(try Data(contentsOf: URL(filePath: "\(filled.path)/state.db")) == bytes)
    }
  }

  @Test("names an event that was changed by hand")
  func events() async throws {
    let lines = try await lines { filled in
      try await filled.state.write { state in
        let sql = try state.row(
          "SELECT sql FROM sqlite_master WHERE name = 'events_do_not_change'")
        try state.run("DROP TRIGGER events_do_not_change")
        try state.run("UPDATE events SET body = '[]'")
        try state.run(try sql?.text("sql") ?? "")
      }
    }
    #expect(lines[3] == "events fail state.eventsBroken")
  }

  @Test("names packets that are gone, altered or no files")
  func packets() async throws {
    let gone = try await lines { try FileManager.default.removeItem(at: $0.packetFile) }
    #expect(gone[4] == "packets fail state.packetMissing")
    let altered = try await lines { try Data("x".utf8).write(to: $0.packetFile) }
    #expect(altered[4] == "packets fail state.packetAltered")
    let directory = try await lines {
      try FileManager.default.removeItem(at: $0.packetFile)
      try FileManager.default.createDirectory(
        at: $0.packetFile, withIntermediateDirectories: false)
    }
    #expect(directory[4] == "packets fail state.packetUnreadable")
  }

  @Test("a packet is a warning when a host has it, and nothing when nobody needs it")
  func otherCopies() async throws {
    let hosted = try await lines { filled in
      for place in ["https://a.example/p", "https://a.example/q", "/tmp/p"] {
        try await filled.state.recordPlace(
          PacketRecord.Place(
            location: place, failureDomain: place.hasPrefix("/") ? "this machine" : "host:a",
            verifiedAt: FilledState.now), ofPacket: FilledState.packet)
      }
      try FileManager.default.removeItem(at: filled.packetFile)
      let faults = try await filled.state.packetFaults().faults
      #expect(faults == [.packetMissing(FilledState.packet, copies: 1)])
    }
    #expect(hosted[4] == "packets warn state.packetMissing")
    for end in [AttemptRecord.State.superseded, .lost] {
      let lines = try await lines { filled in
        try await filled.end(as: end)
        try FileManager.default.removeItem(at: filled.packetFile)
      }
      #expect(lines[4] == "packets ok -")
    }
    let lapsed = try await lines { filled in
      try await filled.end(as: .lapsed)
      try FileManager.default.removeItem(at: filled.packetFile)
    }
    #expect(lapsed[4] == "packets fail state.packetMissing", "it may be tried again")
  }

  @Test("warns when there is no ballast")
  func ballast() async throws {
    let lines = try await lines { _ = StateBallast(directory: $0.path).free() }
    #expect(lines.last == "ballast warn state.noBallast")
  }

  @Test("looks no further than what is wrong with the directory or the database")
  func unusable() async throws {
    let loose = try await lines { #expect(chmod($0.path, 0o750) == 0) }
    #expect(loose == ["directory fail state.looseMode"])
    let shared = try await lines(
      options: StateOptions { _ in FileSystemKind(magic: 0x6969) })
    #expect(shared == ["directory fail state.sharedFileSystem"])
    let damaged = try await lines { filled in
      try await filled.state.write { _ = try $0.run("DROP TRIGGER specs_stay") }
    }
    #expect(damaged == ["directory ok -", "database fail state.damaged"])
    let missing = try await StateCheckup("/nonexistent").run()
    #expect(missing.map(\.problem?.code) == ["state.missing"])
  }

  @Test("that has to wait for a writer says nothing about the state")
  func busy() async throws {
    try await withFilledState { filled in
      try await filled.state.close()
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let queue = try DatabaseQueue(
        path: "\(filled.path)/state.db", configuration: configuration)
      try await queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
      }
      let options = StateOptions(busyTimeout: .milliseconds(1))
      await #expect(throws: StateError.busy(path: "\(filled.path)/state.db")) {
        _ = try await StateCheckup(filled.path, options: options).run()
      }
      try await queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }
  }

  @Test("of an older one says what a command that writes will do")
  func older() async throws {
    try await withTemporaryDirectory { directory in
      let place = try StateDirectory(directory.appending(path: "state").path)
      try place.create { path throws(StateError) in try FileSystemKind(ofPath: path) }
      let queue = try DatabaseQueue(path: place.database)
      try await queue.writeWithoutTransaction { try Schema.migrate($0, to: 2) }
      try queue.close()
      let findings = try await StateCheckup(place.path).run()
      #expect(findings.map(\.level) == [.ok, .ok, .warning])
      #expect(findings.last?.problem?.code == "state.older")
    }
  }
}

extension FilledState {
  fileprivate func end(as end: AttemptRecord.State) async throws {
    for attempt in try await state.attempts(of: "alpha") {
      try await state.recordState(end, ofAttempt: attempt.id, at: Self.now)
    }
  }
}
