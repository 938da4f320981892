import Custody
import Diagnostics
import Foundation
import Glibc
import SomaCrypto
import TestSupport
import Testing

@Suite("Secrets from files")
struct SecretFileTests {
  private let reader = SecretReader()

  @Test("a file that only its owner may open is read", arguments: [0o600, 0o400, 0o700])
  func reads(mode: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = try write([0, 10, 255], mode: mode, in: directory)
      #expect(try reader.read(.file(path)).bytes == [0, 10, 255])
    }
  }

  @Test(
    "a file that others may open is refused, whatever the bit",
    arguments: [0o644, 0o640, 0o604, 0o660, 0o620, 0o602, 0o610, 0o601])
  func looseMode(mode: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = try write([1], mode: mode, in: directory)
      #expect(throws: SecretFileError.looseMode(path, mode: UInt32(mode))) {
        _ = try reader.read(.file(path))
      }
    }
  }

  @Test("the remedy for a loose mode can be pasted")
  func remedy() {
    let plain = SecretFileError.looseMode("/a/b.key", mode: 0o644).diagnostic
    #expect(plain.remedies == ["chmod 600 /a/b.key"])
    let quoted = SecretFileError.looseMode("/it's a key", mode: 0o644).diagnostic
    #expect(quoted.remedies == ["chmod 600 '/it'\\''s a key'"])
  }

  @Test("what to do depends on why a file cannot be opened, and can be pasted")
  func remedies() {
    func remedy(_ errno: Int32) -> [String] {
      SecretFileError.unreadable("/a b", errno: errno).diagnostic.remedies
    }
    let codes = [EACCES, ELOOP, ENOTDIR]
    #expect(Set(codes.map(remedy)).count == codes.count)
    for code in codes {
      #expect(remedy(code).allSatisfy { $0.hasSuffix(" '/a b'") })
      let config = ClientConfigError.unreadable(file: "/a b", errno: code)
      #expect(config.diagnostic.remedies == remedy(code))
    }
    let directory = ClientConfigError.notAFile(file: "/a b").diagnostic
    #expect(directory.remedies.allSatisfy { $0.hasSuffix(" '/a b'") })
  }

  @Test("a path with ~ that does not exist is told that nobody replaces it")
  func tilde() {
    let missing = SecretFileError.missing("~/x")
    #expect(missing.diagnostic.remedies.contains { $0.contains("`~`") })
    #expect(KeystoreError.file(missing).diagnostic.remedies == missing.diagnostic.remedies)
    let plain = SecretFileError.missing("/x").diagnostic
    #expect(!plain.remedies.contains { $0.contains("`~`") })
  }

  @Test("a socket is no file")
  func socket() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "socket").path()
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      try withUnsafeMutableBytes(of: &address.sun_path) { name in
        try #require(path.utf8.count < name.count)
        name.copyBytes(from: path.utf8)
      }
      let end = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      try #require(end >= 0)
      defer { close(end) }
      let bound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(end, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      try #require(bound == 0)
      #expect(throws: SecretFileError.notAFile(path)) { _ = try reader.read(.file(path)) }
    }
  }

  @Test("a link is followed, and the mode of its target counts", arguments: [0o600, 0o644])
  func link(mode: Int) async throws {
    try await withTemporaryDirectory { directory in
      let target = try write([7], mode: mode, in: directory)
      let link = directory.appending(path: "link").path()
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      if mode == 0o600 {
        #expect(try reader.read(.file(link)).bytes == [7])
      } else {
        #expect(throws: SecretFileError.looseMode(link, mode: 0o644)) {
          _ = try reader.read(.file(link))
        }
      }
    }
  }

  @Test("what is not there, not a file or not readable has an error of its own")
  func unusable() async throws {
    try await withTemporaryDirectory { directory in
      let file = try write([1], in: directory)
      let base = directory.path()
      try FileManager.default.createSymbolicLink(
        atPath: base + "loop", withDestinationPath: base + "loop")
      let table: [(String, SecretFileError)] = [
        (base + "nothing", .missing(base + "nothing")),
        (file + "/below", .missing(file + "/below")),
        (file + "\0", .missing(file + "\0")),
        (base, .notAFile(base)),
        ("/dev/null", .notAFile("/dev/null")),
        (base + "loop", .unreadable(base + "loop", errno: ELOOP)),
      ]
      for (path, reason) in table {
        #expect(throws: reason) { _ = try reader.read(.file(path)) }
      }
    }
  }

  @Test("an empty file is refused")
  func empty() async throws {
    try await withTemporaryDirectory { directory in
      let path = try write([], in: directory)
      #expect(throws: SecretSourceError.empty(.file(path))) { _ = try reader.read(.file(path)) }
    }
  }

  @Test("64 KiB are read, one byte more is refused")
  func limit() async throws {
    try await withTemporaryDirectory { directory in
      let bytes = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 * 7) }
      let path = try write(bytes, in: directory)
      #expect(try reader.read(.file(path)).bytes == bytes)
      let longer = try write(bytes + [0], in: directory)
      #expect(throws: SecretFileError.tooLong(longer, limit: 65_536)) {
        _ = try reader.read(.file(longer))
      }
    }
  }

  @Test("a FIFO is read to its end, however slowly it is filled")
  func fifo() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "fifo").path()
      try #require(mkfifo(path, 0o600) == 0)
      let writer = Thread {  // not a task: this test blocks a thread that tasks need
        let end = open(path, O_WRONLY)
        for _ in 0..<3 {
          _ = write(end, "abc", 3)
          sched_yield()
        }
        close(end)
      }
      writer.start()
      #expect(try reader.read(.file(path)).text == "abcabcabc")
    }
  }

  @Test("a FIFO that nobody fills is given up")
  func silentFIFO() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "fifo").path()
      try #require(mkfifo(path, 0o600) == 0)
      let timeout = Duration.milliseconds(80)
      #expect(throws: SecretFileError.timedOut(path, after: timeout)) {
        _ = try SecretReader(timeout: timeout).read(.file(path))
      }
    }
  }

  @Test("waiting stops when the task is cancelled")
  func cancelled() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "fifo").path()
      try #require(mkfifo(path, 0o600) == 0)
      let task = Task { _ = try SecretReader(timeout: .seconds(600)).read(.file(path)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }
}
