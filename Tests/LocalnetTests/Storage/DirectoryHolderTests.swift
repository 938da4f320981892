import Foundation
import TestSupport
import Testing

@testable import Localnet

@Suite("Who has a directory") struct DirectoryHolderTests {
  /// The text of a lock, with some of its words changed.
  private func text(_ change: (inout [String]) -> Void) throws -> [UInt8] {
    let holder = try #require(DirectoryHolder.current)
    var words = String(decoding: holder.bytes, as: UTF8.self).split(separator: " ").map {
      String($0)
    }
    change(&words)
    return Array(words.joined(separator: " ").utf8)
  }

  @Test("who says so in the lock, as long as it is the same process of the same run of the machine")
  func running() async throws {
    try await withTemporaryDirectory { url in
      let lock = url.appending(path: "lock")
      #expect(DirectoryHolder(of: url.path) == nil)
      try Data(try text { _ in }).write(to: lock)
      #expect(DirectoryHolder(of: url.path) == DirectoryHolder.current)
      for (word, other) in [(1, "1"), (2, "00000000-0000-0000-0000-000000000000\n")] {
        let changed = try text { $0[word] = other }
        try Data(changed).write(to: lock)
        #expect(DirectoryHolder(of: url.path) == nil)
        // Signal 0 only asks. The number is this process's, which the holder is not.
        #expect(DirectoryHolder(bytes: changed)?.send(0) == ESRCH)
      }
      #expect(DirectoryHolder.current?.send(0) == 0)
    }
  }

  @Test(
    "nobody is named by what is no text of ours",
    arguments: ["", "1", "1 2\n", "1 2 \n", "1 2 3", "0 2 3\n", "-1 2 3\n", "1 2 3 4\n", "x 2 3\n"])
  func other(text: String) {
    #expect(DirectoryHolder(bytes: Array(text.utf8)) == nil)
  }

  @Test("a lock says who took it last, and leaves what somebody else wrote there")
  func written() async throws {
    try await withTemporaryDirectory { url in
      let lock = url.appending(path: "lock")
      try Data("4194304 5 a-run-before\n".utf8).write(to: lock)
      let taken = try DirectoryLock(url.path)
      #expect(DirectoryHolder(of: url.path) == DirectoryHolder.current)
      withExtendedLifetime(taken) {}
    }
    try await withTemporaryDirectory { url in
      let lock = url.appending(path: "lock")
      try Data("precious\n".utf8).write(to: lock)
      let taken = try DirectoryLock(url.path)
      #expect(try String(contentsOf: lock, encoding: .utf8) == "precious\n")
      withExtendedLifetime(taken) {}
    }
  }
}
