import Foundation
import TestSupport
import Testing

@testable import Weights

/// Sets when a file was last written.
func setModified(_ path: String, _ time: FileTime) throws {
  var moment = timespec()
  moment.tv_sec = Int(time.seconds)
  moment.tv_nsec = Int(time.nanoseconds)
  let times = [moment, moment]
  try #require(utimensat(AT_FDCWD, path, times, 0) == 0)
}

@Suite("files")
struct FileTests {
  @Test("only regular files are opened")
  func kinds() async throws {
    try await withTemporaryDirectory { directory in
      #expect(throws: FileError.notAFile(directory.path)) { try OpenFile(path: directory.path) }
      #expect(throws: FileError.notAFile("/dev/zero")) { try OpenFile(path: "/dev/zero") }
      let fifo = directory.appending(path: "fifo").path
      try #require(mkfifo(fifo, 0o600) == 0)
      #expect(throws: FileError.notAFile(fifo)) { try OpenFile(path: fifo) }
      let missing = directory.appending(path: "none").path
      #expect(throws: FileError.missing(missing)) { try OpenFile(path: missing) }
      let path = try directory.write("a", [1])
      #expect(throws: FileError.missing("\(path)/b")) { try OpenFile(path: "\(path)/b") }
      #expect(throws: FileError.missing("\(path)\0")) { try OpenFile(path: "\(path)\0") }
      let link = directory.appending(path: "link").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
      #expect(try OpenFile(path: link).size == 1)
    }
  }

  @Test("reads end at the end, and nowhere before")
  func reads() async throws {
    try await withTemporaryDirectory { directory in
      let file = try OpenFile(path: directory.write("a", [1, 2, 3, 4]))
      #expect(try file.bytes(count: 4, at: 0) == [1, 2, 3, 4])
      #expect(try file.bytes(count: 4, at: 2) == [3, 4])
      #expect(try file.bytes(count: 4, at: 4) == [])
      #expect(try file.bytes(count: 4, at: .max - 2) == [])
      #expect(try file.bytes(count: 0, at: 0) == [])
    }
  }

  @Test("an identity stays until the file is touched, written or replaced")
  func identity() async throws {
    try await withTemporaryDirectory { directory in
      let path = try directory.write("a", [1, 2, 3])
      try setModified(path, FileTime(seconds: 1_000_000_000, nanoseconds: 5))
      let first = try OpenFile(path: path).identity
      #expect(first.size == 3)
      #expect(first.modified == FileTime(seconds: 1_000_000_000, nanoseconds: 5))
      #expect(try OpenFile(path: path).identity == first)

      try setModified(path, FileTime(seconds: 1_000_000_000, nanoseconds: 6))
      #expect(try OpenFile(path: path).identity != first)
      let file = try OpenFile(path: path)
      try overwrite(path, at: 0, with: [9])
      #expect(try file.currentIdentity() != file.identity)

      // Same content, size and time in another file.
      let copy = try directory.write("b", [9, 2, 3])
      try setModified(copy, try file.currentIdentity().modified)
      #expect(try OpenFile(path: copy).identity.inode != file.identity.inode)
    }
  }

  @Test("every part of an identity counts")
  func parts() {
    let base = FileIdentity(
      device: 1, inode: 2, size: 3, modified: FileTime(seconds: 4), changed: FileTime(seconds: 5))
    let changes: [(inout FileIdentity) -> Void] = [
      { $0.device += 1 }, { $0.inode += 1 }, { $0.size += 1 }, { $0.modified.nanoseconds += 1 },
      { $0.changed.nanoseconds += 1 },
    ]
    for change in changes {
      var other = base
      change(&other)
      #expect(other != base)
    }
  }
}
