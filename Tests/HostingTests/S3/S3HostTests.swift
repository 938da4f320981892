import SomaCrypto
import SomaTypes
import Synchronization
import TestSupport
import Testing

@testable import Hosting

@Suite("A bucket as a host")
struct S3HostTests {
  @Test("a small object goes up in one request, with what it is")
  func small() async throws {
    let bench = Bench()
    let (upload, bytes) = try Bench.upload(size: 1000)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(
      bench.service.objects[Bench.key]
        == .init(
          bytes: bytes, checksum: upload.digest.description, modified: 1_800_000_000))
    #expect(bench.service.log == ["HEAD \(Bench.key)", "PUT \(Bench.key)"])
    #expect(bench.journal.open.isEmpty && bench.journal.completed.isEmpty)
  }

  @Test(
    "a large object goes up in equal parts, and nothing is left over",
    arguments: [(1 << 12) + 1, 5 << 12, (7 << 12) - 13])
  func large(size: Int) async throws {
    let bench = Bench()
    let (upload, bytes) = try Bench.upload(size: size)
    let seen = Mutex<[UploadProgress]>([])
    let outcome = try await bench.host().put(upload, mode: .createOnly) { progress in
      seen.withLock { $0.append(progress) }
    }
    #expect(outcome == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(bench.service.openUploads == 0)
    #expect(bench.service.state.withLock(\.partBytes) == size)
    #expect(bench.journal.open.isEmpty)
    #expect(bench.journal.completed.map(\.size) == [UInt64(size)])
    let parts = (size + (1 << 12) - 1) / (1 << 12)
    #expect(
      seen.withLock { $0.last }
        == UploadProgress(
          sentBytes: UInt64(size), totalBytes: UInt64(size), doneParts: parts, totalParts: parts))
  }

  @Test("bytes with another digest than was announced are not sent")
  func changed() async throws {
    let bench = Bench()
    let (upload, bytes) = try Bench.upload(size: 1000)
    let other = ObjectUpload(
      name: upload.name, source: ByteArraySource(bytes + [0]), digest: upload.digest)
    await #expect(throws: HostError.sourceChanged(name: upload.name)) {
      try await bench.host().put(other)
    }
    #expect(bench.service.objects.isEmpty)
  }

  @Test("an object that is there stays, and is not sent again", arguments: [1000, 3 << 12])
  func exists(size: Int) async throws {
    let bench = Bench()
    let (upload, _) = try Bench.upload(size: size)
    _ = try await bench.host().put(upload)
    let before = bench.service.log.count
    let outcome = try await bench.host().put(upload)
    #expect(
      outcome
        == .existed(
          StoredObject(
            name: upload.name, size: UInt64(size), recordedDigest: upload.digest,
            modified: 1_800_000_000)))
    #expect(bench.service.log.dropFirst(before) == ["HEAD \(Bench.key)"])
  }

  @Test("an object that somebody else puts there meanwhile stays", arguments: [1000, 3 << 12])
  func race(size: Int) async throws {
    let service = Mutex<FakeS3?>(nil)
    let fake = FakeS3 { line, number in
      // After the first look, before anything is put.
      if number == 2 {
        service.withLock { fake in
          fake?.state.withLock {
            $0.objects[Bench.key] = .init(bytes: [1, 2, 3], checksum: nil, modified: 5)
          }
        }
      }
      return nil
    }
    service.withLock { $0 = fake }
    let bench = Bench(fake)
    let (upload, _) = try Bench.upload(size: size)
    #expect(
      try await bench.host().put(upload)
        == .existed(StoredObject(name: upload.name, size: 3, modified: 5)))
    #expect(fake.objects[Bench.key]?.bytes == [1, 2, 3])
    #expect(fake.openUploads == 0)
    #expect(bench.journal.open.isEmpty)
  }

  @Test("a damaged object is replaced when that is asked for", arguments: [1000, 3 << 12])
  func replace(size: Int) async throws {
    let bench = Bench()
    let (upload, bytes) = try Bench.upload(size: size)
    _ = try await bench.host().put(upload)
    bench.service.state.withLock {
      $0.objects[Bench.key]?.bytes[5] ^= 1
      $0.time += 60
    }
    #expect(try await bench.host().put(upload, mode: .replace) { _ in } == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
  }

  @Test("only objects of a master are listed, all pages of them")
  func list() async throws {
    let bench = Bench()
    let master = "0a1b2c3d"
    let names = (0..<5).map { "\(master)-00112233445566778899aabbccddee0\($0)" }
    bench.service.state.withLock { state in
      for key in names + ["\(master)-short", "ffffffff-00112233445566778899aabbccddeeff", "note"] {
        state.objects["models/" + key] = .init(bytes: [1], checksum: nil, modified: 0)
      }
      state.objects[names[0]] = .init(bytes: [1], checksum: nil, modified: 0)
    }
    let listed = try await bench.host().list(masterID: master)
    #expect(listed.map(\.name.text) == names)
    #expect(listed.allSatisfy { $0.size == 1 })
  }

  @Test("deleting deletes, also what is not there, and what was begun")
  func delete() async throws {
    let bench = Bench()
    let (upload, _) = try Bench.upload(size: 1000)
    _ = try await bench.host().put(upload)
    try await bench.host().delete(upload.name)
    #expect(bench.service.objects.isEmpty)
    try await bench.host().delete(upload.name)

    let interrupted = Bench(
      FakeS3 { line, _ in
        line.contains("partNumber=2") ? .refuse(status: 403, code: "AccessDenied") : nil
      })
    let (large, _) = try Bench.upload(size: 3 << 12)
    await #expect(throws: S3Error.self) { try await interrupted.host().put(large) }
    #expect(interrupted.service.openUploads == 1)
    try await interrupted.host().delete(large.name)
    #expect(interrupted.service.openUploads == 0)
    #expect(interrupted.journal.open.isEmpty && interrupted.journal.aborted.count == 1)
  }

  @Test("the public URL is that of the service, or under a domain of the owner")
  func publicURL() async throws {
    let name = try #require(Bench.name)
    let host = try Bench().host()
    #expect(try host.publicURL(of: name).text == "https://s3.test/weights/models/\(name)")
    #expect(host.description == "s3://weights/models/")
  }
}
