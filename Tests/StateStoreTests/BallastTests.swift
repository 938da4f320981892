import Foundation
import GRDB
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import StateStore

@Suite("The ballast")
struct BallastTests {
  private let now = Moment(milliseconds: 0)
  private let full = DatabaseError(resultCode: .SQLITE_FULL)

  private func withPath<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    try await withTemporaryDirectory { try await body($0.appending(path: "state").path) }
  }

  @Test("is made by whoever opens to write, with all of its room, for the owner alone")
  func made() async throws {
    try await withPath { path in
      let ballast = StateBallast(directory: path)
      try await StateDatabase.open(path).close()
      #expect(ballast.isHeld)
      var status = stat()
      #expect(stat("\(path)/ballast", &status) == 0)
      #expect(status.st_size == 1 << 20)
      #expect(status.st_blocks * 512 >= 1 << 20)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(ballast.free() as Bool == true)
      #expect(ballast.free() as Bool == false)
      try await StateDatabase.open(path, options: StateOptions(access: .reading)).close()
      #expect(!ballast.isHeld)
      try await StateDatabase.open(path).close()
      #expect(ballast.isHeld)
    }
  }

  @Test("with holes is none")
  func sparse() async throws {
    try await withPath { path in
      try await StateDatabase.open(path).close()
      let ballast = StateBallast(directory: path)
      #expect(truncate("\(path)/ballast", 0) == 0)
      #expect(truncate("\(path)/ballast", 1 << 20) == 0)
      #expect(!ballast.isHeld)
      #expect(ballast.hold())
      #expect(ballast.isHeld)
    }
  }

  /// Writes, where the disk is full for the first so many tries.
  ///
  /// - Returns: How often it was tried.
  private func write(
    to state: StateDatabase, full times: Int, isRoutine: Bool = false
  ) async throws(StateError) -> Int {
    let tries = Tries()
    let full = full
    try await state.write(isRoutine: isRoutine) { state in
      try state.append("tried", model: nil, body: "{}", at: Moment(milliseconds: 0))
      guard tries.next() > times else { throw full }
    }
    return tries.count
  }

  private final class Tries: Sendable {
    private let made = Mutex(0)
    var count: Int { made.withLock(\.self) }
    func next() -> Int {
      made.withLock {
        $0 += 1
        return $0
      }
    }
  }

  @Test("is given up for what finds no room, which is then tried once more; later it is made again")
  func freed() async throws {
    try await withPath { path in
      let state = try await StateDatabase.open(path)
      let ballast = StateBallast(directory: path)
      #expect(try await write(to: state, full: 1) == 2)
      #expect(!ballast.isHeld)
      #expect(try await state.events(limit: 9).count == 1)
      #expect(try await write(to: state, full: 0) == 1)
      #expect(ballast.isHeld)
      let path = "\(path)/state.db"
      await #expect(throws: StateError.diskFull(path: path)) {
        try await write(to: state, full: 2)
      }
      // There is nothing left to give up.
      await #expect(throws: StateError.diskFull(path: path)) {
        try await write(to: state, full: 1)
      }
      #expect(try await state.events(limit: 9).count == 2)
    }
  }

  @Test("is not for what can be done again")
  func routine() async throws {
    try await withPath { path in
      let state = try await StateDatabase.open(path)
      await #expect(throws: StateError.diskFull(path: "\(path)/state.db")) {
        try await write(to: state, full: 1, isRoutine: true)
      }
      #expect(StateBallast(directory: path).isHeld)
    }
  }

  @Test(
    "makes room on a disk that is really full: for the journal, and for opening it",
    .enabled(if: canMount, "this system lets nobody mount a tmpfs"))
  func really() async throws {
    let program = Bundle.module.bundleURL.deletingLastPathComponent()
      .appending(path: "StateStoreWriter").path
    try await withTemporaryDirectory { directory in
      let (status, text) = try inNewMounts(
        #"mount -t tmpfs -o size=4m none "$1" && exec "$2" "$1/state" full"#, directory.path,
        program)
      #expect(status == 0)
      #expect(
        text == """
          held, no room for a page
          a probe found no room, still held
          20 events, freed
          opened on a full disk
          held again

          """)
    }
  }
}
