import CLinux
import Foundation
import Glibc
import SomaCrypto
import Synchronization
import SomaTypes
import TestSupport
import Testing

@testable import Hosting

extension PutOutcome {
  /// The object that was left alone.
  var existing: StoredObject? {
    guard case .existed(let object) = self else { return nil }
    return object
  }
}

@Suite("A directory as a host") struct DirectoryHostTests {
  private static let size: UInt64 = (1 << 20) + 5
  private static let digest = Blake2b256.hash(PatternSource.bytes(0..<size))

  private func upload(_ source: PatternSource = PatternSource(size: size)) -> ObjectUpload {
    ObjectUpload(
      name: objectName(), source: source, digest: Self.digest)
  }

  private func host(
    _ directory: URL,
    write: @escaping @Sendable (Int32, UnsafeRawPointer?, Int, Int) -> Int = {
      Glibc.pwrite($0, $1, $2, $3)
    }
  ) -> DirectoryHost {
    DirectoryHost(
      path: directory.path, publicBase: "https://weights.example.com/m", write: write)
  }

  private func files(_ directory: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  }

  private var partial: String { ".\(sampleName).partial" }

  @Test("an object appears whole, readable by all, with its URL; other files are not listed")
  func put() async throws {
    try await withTemporaryDirectory { directory in
      let host = host(directory)
      let seen = Mutex<[UploadProgress]>([])
      let outcome = try await host.put(upload(), mode: .createOnly) { progress in
        seen.withLock { $0.append(progress) }
      }
      #expect(outcome == .stored)
      let file = directory.appending(path: sampleName)
      #expect(try Array(Data(contentsOf: file)) == PatternSource.bytes(0..<Self.size))
      #expect(try files(directory) == [sampleName])
      var status = stat()
      #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o644)
      #expect(
        seen.withLock { $0.last }
          == UploadProgress(sentBytes: Self.size, totalBytes: Self.size))
      let url = try host.publicURL(of: objectName())
      #expect(url.text == "https://weights.example.com/m/\(sampleName)")
      try Data("x".utf8).write(to: directory.appending(path: "index.html"))
      let listed = try await host.list(masterID: "0a1b2c3d")
      #expect(listed.map(\.name) == [objectName()])
      #expect(listed.first?.size == Self.size)
      let others = try await host.list(masterID: "00000000")
      #expect(others.isEmpty)
      try await host.delete(objectName())
      try await host.delete(objectName())
      let gone = try await host.head(objectName())
      #expect(gone == nil)
      #expect(try files(directory) == ["index.html"])
    }
  }

  @Test("what is there stays, unless it is to be replaced")
  func createOnly() async throws {
    try await withTemporaryDirectory { directory in
      let file = directory.appending(path: sampleName)
      try Data("older".utf8).write(to: file)
      let outcome = try await host(directory).put(upload())
      #expect(outcome.existing?.size == 5)
      #expect(try Data(contentsOf: file) == Data("older".utf8))
      let replaced = try await host(directory).put(upload(), mode: .replace) { _ in }
      #expect(replaced == .stored)
      #expect(try Data(contentsOf: file).count == Int(Self.size))
    }
  }

  @Test("one that appears meanwhile stays too")
  func race() async throws {
    try await withTemporaryDirectory { directory in
      let file = directory.appending(path: sampleName)
      let host = host(directory) {
        try? Data("faster".utf8).write(to: file)
        return Glibc.pwrite($0, $1, $2, $3)
      }
      let outcome = try await host.put(upload())
      #expect(outcome.existing?.size == 6)
      #expect(try Data(contentsOf: file) == Data("faster".utf8))
      #expect(try files(directory) == [sampleName])
    }
  }

  @Test("a run that was cut off goes on where it stopped: what is there is not written again")
  func resumes() async throws {
    try await withTemporaryDirectory { directory in
      let failing = host(directory) { descriptor, bytes, count, offset in
        guard offset < 1 << 20 else {
          errno = EIO
          return -1
        }
        return Glibc.pwrite(descriptor, bytes, count, offset)
      }
      await #expect(throws: HostError.self) { try await failing.put(upload()) }
      #expect(try files(directory) == [partial])
      let offsets = Mutex<[Int]>([])
      let resumed = host(directory) { descriptor, bytes, count, offset in
        offsets.withLock { $0.append(offset) }
        return Glibc.pwrite(descriptor, bytes, count, offset)
      }
      let stored = try await resumed.put(upload())
      #expect(stored == .stored)
      #expect(offsets.withLock { $0 } == [1 << 20])
      #expect(
        try Array(Data(contentsOf: directory.appending(path: sampleName)))
          == PatternSource.bytes(0..<Self.size))
    }
  }

  @Test(
    "whatever an earlier run left, the object is right: damaged, too long, of other content",
    arguments: [
      [UInt8](repeating: 7, count: 100), [UInt8](repeating: 0, count: 2 << 20),
      PatternSource.bytes(0..<1 << 20) + [1, 2, 3],
      PatternSource.bytes(0..<(1 << 20) + 5) + [9],
    ])
  func wrongLeftovers(_ leftover: [UInt8]) async throws {
    try await withTemporaryDirectory { directory in
      try Data(leftover).write(to: directory.appending(path: partial))
      let stored = try await host(directory).put(upload())
      #expect(stored == .stored)
      #expect(
        try Array(Data(contentsOf: directory.appending(path: sampleName)))
          == PatternSource.bytes(0..<Self.size))
    }
  }

  @Test("bytes that are not what was announced do not get the name")
  func otherDigest() async throws {
    try await withTemporaryDirectory { directory in
      var upload = upload()
      upload.digest = .zero
      await #expect(throws: HostError.sourceChanged(name: objectName())) {
        try await host(directory).put(upload)
      }
      let left = try files(directory)
      #expect(left == [partial])
    }
  }

  @Test("what the source throws is what the caller sees")
  func throwingSource() async throws {
    try await withTemporaryDirectory { directory in
      await #expect(throws: PatternSource.Refusal(offset: 1 << 20)) {
        try await host(directory).put(upload(PatternSource(size: Self.size, failsAt: 1 << 20)))
      }
      let left = try files(directory)
      #expect(left == [partial])
    }
  }

  @Test(
    "no room, no permission and a broken disk are told apart",
    arguments: [
      (ENOSPC, HostError.noSpace(path: "")), (EDQUOT, .noSpace(path: "")),
      (EROFS, .notWritable(path: "", errno: EROFS)),
      (EIO, .system(call: "pwrite", path: "", errno: EIO)),
    ])
  func writeErrors(code: Int32, expected: HostError) async throws {
    try await withTemporaryDirectory { directory in
      let host = host(directory) { _, _, _, _ in
        errno = code
        return -1
      }
      let error = await #expect(throws: HostError.self) { try await host.put(upload()) }
      let path = "\(directory.path)/\(partial)"
      let named: HostError =
        switch expected {
        case .noSpace: .noSpace(path: path)
        case .notWritable(_, let code): .notWritable(path: path, errno: code)
        case .system(let call, _, let code): .system(call: call, path: path, errno: code)
        default: expected
        }
      #expect(error == named)
    }
  }

  @Test("what was begun is listed and can be removed, but not under an upload that writes it")
  func partials() async throws {
    try await withTemporaryDirectory { directory in
      let host = host(directory)
      let link = ".\(sampleName.replacingOccurrences(of: "-", with: "-").dropLast())0.partial"
      for file in [partial, "other.partial", ".other.partial", sampleName + ".partial"] {
        try Data("begun".utf8).write(to: directory.appending(path: file))
      }
      #expect(symlink("elsewhere", directory.appending(path: link).path) == 0)
      let master = objectName().masterID
      let listed = try await host.partialObjects(masterID: master)
      #expect(listed.map(\.name) == [objectName()])
      #expect(listed.first?.size == 5)
      #expect(try await host.partialObjects(masterID: "ffffffff").isEmpty)

      let path = "\(directory.path)/\(partial)"
      let writing = open(path, O_RDWR)
      #expect(steward_flock(writing, LOCK_EX) == 0)
      await #expect(throws: HostError.busy(path: path)) {
        try await host.removePartial(objectName())
      }
      close(writing)
      try await host.removePartial(objectName())
      #expect(try await host.partialObjects(masterID: master).isEmpty)
      #expect(try files(directory).count == 4)
    }
  }

  @Test("more than fits anywhere is refused before a byte is made")
  func tooLarge() async throws {
    try await withTemporaryDirectory { directory in
      // 8 EiB less one: no file system takes that.
      let source = PatternSource(size: UInt64(Int64.max))
      let upload = ObjectUpload(name: objectName(), source: source, digest: .zero)
      await #expect(throws: HostError.noSpace(path: "\(directory.path)/\(partial)")) {
        try await host(directory).put(upload)
      }
      #expect(source.reads.withLock { $0.isEmpty })
    }
  }

  @Test("a directory that is missing, or a file")
  func noDirectory() async throws {
    try await withTemporaryDirectory { directory in
      let missing = directory.appending(path: "missing")
      await #expect(throws: HostError.noDirectory(path: missing.path, errno: ENOENT)) {
        try await host(missing).put(upload())
      }
      try Data().write(to: missing)
      await #expect(throws: HostError.noDirectory(path: missing.path, errno: ENOTDIR)) {
        try await host(missing).list(masterID: "0a1b2c3d")
      }
    }
  }

  @Test("links are never followed, not for reading, writing, replacing or deleting")
  func links() async throws {
    try await withTemporaryDirectory { directory in
      let target = directory.appending(path: "target")
      try Data("precious".utf8).write(to: target)
      let inside = directory.appending(path: "public")
      try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: false)
      let link = inside.appending(path: sampleName)
      try #require(symlink(target.path, link.path) == 0)
      let refusal = HostError.notAFile(path: link.path)
      await #expect(throws: refusal) { try await host(inside).put(upload()) }
      await #expect(throws: refusal) {
        try await host(inside).put(upload(), mode: .replace) { _ in }
      }
      await #expect(throws: refusal) { try await host(inside).head(objectName()) }
      await #expect(throws: refusal) { try await host(inside).delete(objectName()) }
      try #require(unlink(link.path) == 0)
      for make in [symlink, Glibc.link] {
        let partialPath = inside.appending(path: partial).path
        unlink(partialPath)
        try #require(make(target.path, partialPath) == 0)
        await #expect(throws: HostError.notAFile(path: partialPath)) {
          try await host(inside).put(upload())
        }
      }
      #expect(try Data(contentsOf: target) == Data("precious".utf8))
    }
  }

  @Test("two uploads of one object do not write to one file")
  func busy() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: partial).path
      let other = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      defer { close(other) }
      try #require(steward_flock(other, LOCK_EX) == 0)
      await #expect(throws: HostError.busy(path: path)) {
        try await host(directory).put(upload())
      }
    }
  }

  @Test("cancelling stops between chunks and keeps what is there for the next run")
  func cancellation() async throws {
    try await withTemporaryDirectory { directory in
      let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
      let hold = Hold()
      let host = host(directory) { descriptor, bytes, count, offset in
        arrival.yield()
        hold.wait()
        return Glibc.pwrite(descriptor, bytes, count, offset)
      }
      let task = Task { try await host.put(upload()) }
      for await _ in arrived { break }
      task.cancel()
      hold.release()
      await #expect(throws: CancellationError.self) { try await task.value }
      let left = try Data(contentsOf: directory.appending(path: partial))
      #expect(left.count == 1 << 20)
      let stored = try await self.host(directory).put(upload())
      #expect(stored == .stored)
    }
  }
}
