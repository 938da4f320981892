import SomaCrypto
import Synchronization
import TestSupport
import Testing

@testable import Hosting

@Suite("Uploads when things go wrong")
struct UploadFailureTests {
  /// Is thrown by everything once the process of a test is dead.
  struct Killed: Error {}

  /// A process that is killed at one of its doings: before or after a request or a record.
  final class Process: RequestSending, UploadJournal {
    let service: FakeS3
    let records: MemoryJournal
    private let left: Mutex<Int>

    init(_ service: FakeS3, _ records: MemoryJournal, diesAfter steps: Int) {
      self.service = service
      self.records = records
      left = Mutex(steps)
    }

    private func step() throws {
      try left.withLock { left in
        guard left > 0 else { throw Killed() }
        left -= 1
      }
    }

    func send(
      _ request: HTTPRequest, body: RequestBody?, collecting limit: Int,
      onSent: (@Sendable (UInt64) -> Void)?
    ) async throws -> HTTPResponse {
      try step()
      let response = try await service.send(
        request, body: body, collecting: limit, onSent: onSent)
      try step()
      return response
    }

    private func record<Result>(_ body: () throws -> Result) throws -> Result {
      try step()
      let result = try body()
      try step()
      return result
    }

    func openUpload(place: String, key: String) throws -> OpenUpload? {
      records.openUpload(place: place, key: key)
    }
    func begin(_ plan: UploadPlan) throws { try record { try records.begin(plan) } }
    func began(_ plan: UploadPlan, as uploadID: String) throws {
      try record { try records.began(plan, as: uploadID) }
    }
    func partDone(_ part: UploadedPart, of plan: UploadPlan) throws {
      try record { try records.partDone(part, of: plan) }
    }
    func partLost(_ number: Int, of plan: UploadPlan) throws {
      try record { try records.partLost(number, of: plan) }
    }
    func completed(_ plan: UploadPlan) throws { try record { try records.completed(plan) } }
    func aborted(_ plan: UploadPlan) throws { try record { try records.aborted(plan) } }
  }

  @Test(
    "killed at any step and run again: whole, nothing left over, little sent twice",
    arguments: 0..<20)
  func killed(seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let bench = Bench()
    let size = (9 << 12) + 77
    let (upload, bytes) = try Bench.upload(size: size)
    var kills = 0
    var outcome: PutOutcome?
    while outcome == nil {
      let process = Process(
        bench.service, bench.journal,
        diesAfter: kills < 4 ? Int.random(in: 0..<60, using: &generator) : .max)
      do {
        outcome = try await bench.host(transport: process, journal: process).put(upload)
      } catch is Killed { kills += 1 }
    }
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(
      bench.service.objects[Bench.key]?.checksum == upload.digest.description)
    #expect(bench.service.openUploads == 0)
    #expect(bench.journal.open.isEmpty)
    let resent = bench.service.state.withLock(\.partBytes) - size
    #expect(resent <= kills * bench.parallelParts << 12, "\(kills) kills, \(resent) bytes")
  }

  @Test(
    "an upload whose list of parts cannot be understood is aborted and begun again",
    arguments: [true, false])
  func unreadableParts(mayListUploads: Bool) async throws {
    let records = MemoryJournal()
    let bench = Bench(
      FakeS3 { line, _ in
        if !mayListUploads, line.hasPrefix("GET"), line.contains("?uploads") {
          return .refuse(status: 403, code: "AccessDenied")
        }
        return line.hasPrefix("GET") && line.contains("uploadId")
          ? .answer(status: 200, body: "<Parts/>") : nil
      }, journal: records)
    let (upload, bytes) = try Bench.upload(size: 9 << 12)
    let process = Process(bench.service, records, diesAfter: 20)
    await #expect(throws: Killed.self) {
      try await bench.host(transport: process, journal: process).put(upload)
    }
    #expect(bench.service.openUploads == 1)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(bench.service.openUploads == 0)
    #expect(records.open.isEmpty)
  }

  @Test("a connection that is cut at 80 % costs one part")
  func cut() async throws {
    let cuts = Counter()
    let bench = Bench(
      FakeS3 { line, _ in
        line.contains("partNumber=2") && cuts.increment() == 1 ? .cut(share: 0.8) : nil
      })
    let (upload, bytes) = try Bench.upload(size: 4 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(cuts.value == 2)
    #expect(bench.service.state.withLock(\.partBytes) == 4 << 12)
  }

  @Test(
    "a lost answer is no failure",
    arguments: ["PUT", "POST", "partNumber=2", "?uploads", "uploadId"],
    [1000, 3 << 12])
  func lostAnswer(to what: String, size: Int) async throws {
    let losses = Counter()
    let bench = Bench(
      FakeS3 { line, _ in
        line.contains(what) && !line.hasPrefix("HEAD") && losses.increment() == 1
          ? .loseAnswer : nil
      })
    let (upload, bytes) = try Bench.upload(size: size)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(bench.service.openUploads == 0)
    #expect(bench.journal.open.isEmpty)
  }

  @Test("a lost answer to Complete is looked into, also when nothing more is answered")
  func lostComplete() async throws {
    let bench = Bench(
      FakeS3 { line, _ in
        line.hasPrefix("POST") && line.hasSuffix("?uploadId") ? .loseAnswer : nil
      })
    let (upload, bytes) = try Bench.upload(size: 3 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(bench.service.openUploads == 0)
  }

  @Test(
    "an error under status 200 at the end is tried again", arguments: ["InternalError", "SlowDown"])
  func errorInSuccess(code: String) async throws {
    let errors = Counter()
    let bench = Bench(
      FakeS3 { line, _ in
        line.hasPrefix("POST") && line.hasSuffix("?uploadId") && errors.increment() < 3
          ? .errorInSuccess(code: code) : nil
      })
    let (upload, bytes) = try Bench.upload(size: 3 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(errors.value == 3)
  }

  @Test("an error under status 200 that stays is an error, and the parts are kept")
  func lastingErrorInSuccess() async throws {
    let isBroken = Mutex(true)
    let bench = Bench(
      FakeS3 { line, _ in
        line.hasPrefix("POST") && line.hasSuffix("?uploadId") && isBroken.withLock { $0 }
          ? .errorInSuccess(code: "InternalError") : nil
      })
    let (upload, bytes) = try Bench.upload(size: 3 << 12)
    await #expect(
      throws: S3Error.unavailable(
        .write, .init(status: 200, code: "InternalError", message: "No & never"), retryAfter: nil)
    ) { try await bench.host().put(upload) }
    #expect(bench.journal.open.map(\.parts.count) == [3])
    isBroken.withLock { $0 = false }
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(bench.service.state.withLock(\.partBytes) == 3 << 12)
  }

  @Test("a success that made no object is no success")
  func emptySuccess() async throws {
    let bench = Bench(
      FakeS3 { line, _ in
        line.hasPrefix("POST") && line.hasSuffix("?uploadId")
          ? .answer(status: 200, body: "<CompleteMultipartUploadResult/>") : nil
      })
    let (upload, _) = try Bench.upload(size: 3 << 12)
    await #expect(throws: S3Error.notStored(key: Bench.key)) {
      try await bench.host().put(upload)
    }
    #expect(bench.journal.completed.isEmpty)
  }

  @Test("a storm of 503 is weathered, and one that does not end is reported")
  func storm() async throws {
    let refused = Mutex<[String: Int]>([:])
    let bench = Bench(
      FakeS3 { line, _ in
        let times = refused.withLock { refused in
          refused[line, default: 0] += 1
          return refused[line] ?? 0
        }
        return times <= 2
          ? .refuse(status: 503, code: "SlowDown", headers: ["Retry-After": "7"]) : nil
      })
    let (upload, bytes) = try Bench.upload(size: 3 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)

    let always = Bench(FakeS3 { _, _ in .refuse(status: 503, code: "SlowDown") })
    await #expect(
      throws: S3Error.unavailable(
        .read, .init(status: 503, code: "SlowDown", message: "No & never"), retryAfter: nil)
    ) { try await always.host().put(upload) }
    #expect(always.service.log.count == always.attempts)
  }

  @Test("credentials that expire on the way are replaced, and no part is lost", arguments: 1...8)
  func expiring(afterRequests count: Int) async throws {
    let service = Mutex<FakeS3?>(nil)
    let fake = FakeS3 { _, number in
      if number == count {
        service.withLock { $0?.state.withLock { $0.expiredKeys = ["AKIDFIRST"] } }
      }
      return nil
    }
    service.withLock { $0 = fake }
    var bench = Bench(fake)
    bench.credentials = FixedCredentials(["AKIDFIRST", "AKIDSECOND"])
    let (upload, bytes) = try Bench.upload(size: 4 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(fake.objects[Bench.key]?.bytes == bytes)
    #expect(fake.state.withLock(\.partBytes) == 4 << 12)
  }

  @Test("expired credentials without others are reported as such", arguments: [1000, 4 << 12])
  func expired(size: Int) async throws {
    let bench = Bench()
    bench.service.state.withLock { $0.expiredKeys = ["AKIDFIRST"] }
    let (upload, _) = try Bench.upload(size: size)
    await #expect(throws: CredentialError.expired(.environment)) {
      try await bench.host().put(upload)
    }
  }

  @Test("a wrong clock is corrected by the service's", arguments: [-10_800, 10_800, 86_400])
  func skew(seconds: Int64) async throws {
    var bench = Bench()
    bench.time += seconds
    let (upload, bytes) = try Bench.upload(size: 3 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
  }

  @Test("a service that never likes the time is reported")
  func lastingSkew() async throws {
    let bench = Bench(FakeS3 { _, _ in .refuse(status: 403, code: "RequestTimeTooSkewed") })
    let (upload, _) = try Bench.upload(size: 1000)
    await #expect(throws: S3Error.clockSkew(seconds: 0)) { try await bench.host().put(upload) }
    #expect(bench.service.log.count == 1)
  }

  @Test("a clock that jumps with every answer is followed once")
  func jumpingClock() async throws {
    let service = Mutex<FakeS3?>(nil)
    let fake = FakeS3 { _, _ in
      service.withLock { $0?.state.withLock { $0.time += 3600 } }
      return .refuse(status: 403, code: "RequestTimeTooSkewed")
    }
    service.withLock { $0 = fake }
    let (upload, _) = try Bench.upload(size: 1000)
    await #expect(throws: S3Error.self) { try await Bench(fake).host().put(upload) }
    #expect(fake.log.count == 2)
  }

  @Test("a service that calls all credentials expired is asked again once")
  func alwaysExpired() async throws {
    var bench = Bench(FakeS3 { _, _ in .refuse(status: 400, code: "ExpiredToken") })
    bench.credentials = FixedCredentials((1...9).map { "AKID\($0)" })
    let (upload, _) = try Bench.upload(size: 1000)
    let error = await #expect(throws: S3Error.self) { try await bench.host().put(upload) }
    guard case .wrongCredentials? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(bench.service.log.count == 2)
  }

  @Test("an upload that is given up is aborted, also where nobody may list uploads")
  func abortsWithoutList() async throws {
    let bench = Bench(
      FakeS3 { line, _ in
        line.hasPrefix("GET") && line.contains("?uploads")
          ? .refuse(status: 403, code: "AccessDenied") : nil
      })
    let (upload, _) = try Bench.upload(size: 4 << 12)
    let process = Process(bench.service, bench.journal, diesAfter: 12)
    await #expect(throws: Killed.self) {
      try await bench.host(transport: process, journal: process).put(upload)
    }
    #expect(bench.service.openUploads == 1)
    try await bench.host().abandonUpload(of: upload.name)
    #expect(bench.service.openUploads == 0)
    #expect(bench.journal.open.isEmpty)
  }

  /// Bytes that turn out to have changed, as sealed weights can.
  struct ChangingSource: ByteSource {
    struct Changed: Error, Equatable {}

    let size: UInt64
    let changesAt: UInt64

    func makeReader() -> any ByteReader { Reader(changesAt: changesAt) }

    struct Reader: ByteReader {
      let changesAt: UInt64

      func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
        guard offset < changesAt else { throw Changed() }
        for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: offset >> 12) }
      }
    }
  }

  @Test("weights that change meanwhile stop the upload, and nothing of the change leaves")
  func changing() async throws {
    let bench = Bench()
    let upload = ObjectUpload(
      name: try #require(Bench.name),
      source: ChangingSource(size: 6 << 12, changesAt: 3 << 12), digest: .zero)
    await #expect(throws: ChangingSource.Changed()) { try await bench.host().put(upload) }
    #expect(bench.service.objects.isEmpty)
    #expect(bench.service.state.withLock(\.partBytes) <= 3 << 12)
    #expect(!bench.service.log.contains { $0.hasPrefix("POST") && $0.hasSuffix("?uploadId") })
  }

  @Test("other bytes under the same name begin anew, and what was begun is given up")
  func otherContent() async throws {
    let isBroken = Mutex(true)
    let bench = Bench(
      FakeS3 { line, _ in
        line.contains("partNumber=3") && isBroken.withLock { $0 }
          ? .refuse(status: 400, code: "EntityTooLarge") : nil
      })
    let (first, _) = try Bench.upload(size: 4 << 12)
    await #expect(throws: S3Error.self) { try await bench.host().put(first) }
    #expect(bench.service.openUploads == 1)
    isBroken.withLock { $0 = false }
    let (second, bytes) = try Bench.upload(size: 4 << 12, seed: 99)
    #expect(try await bench.host().put(second) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(bench.service.openUploads == 0)
    #expect(bench.journal.aborted.count == 1 && bench.journal.completed.count == 1)
  }

  @Test("a part that the service lost or has in another form is sent again")
  func lostPart() async throws {
    let isBroken = Mutex(true)
    let bench = Bench(
      FakeS3 { line, _ in
        line.hasPrefix("POST") && line.hasSuffix("?uploadId") && isBroken.withLock { $0 }
          ? .refuse(status: 400, code: "InvalidPart") : nil
      })
    let (upload, bytes) = try Bench.upload(size: 5 << 12)
    await #expect(throws: S3Error.self) { try await bench.host().put(upload) }
    isBroken.withLock { $0 = false }
    bench.service.state.withLock { state in
      for id in state.uploads.keys {
        state.uploads[id]?.parts[2] = nil
        state.uploads[id]?.parts[4]?.etag = "\"other\""
        state.uploads[id]?.parts[5]?.bytes.removeLast()
      }
    }
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
    #expect(bench.service.state.withLock(\.partBytes) == 8 << 12)
  }

  @Test("an upload that somebody aborted begins anew")
  func aborted() async throws {
    let isBroken = Mutex(true)
    let bench = Bench(
      FakeS3 { line, _ in
        line.contains("partNumber=3") && isBroken.withLock { $0 }
          ? .refuse(status: 400, code: "EntityTooLarge") : nil
      })
    let (upload, bytes) = try Bench.upload(size: 4 << 12)
    await #expect(throws: S3Error.self) { try await bench.host().put(upload) }
    bench.service.state.withLock { $0.uploads = [:] }
    isBroken.withLock { $0 = false }
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
  }

  @Test("what is to be replaced is not taken for its replacement")
  func abortedReplacement() async throws {
    let isBroken = Mutex(false)
    let bench = Bench(
      FakeS3 { line, _ in
        line.contains("partNumber=3") && isBroken.withLock { $0 }
          ? .refuse(status: 400, code: "EntityTooLarge") : nil
      })
    let (upload, bytes) = try Bench.upload(size: 4 << 12)
    _ = try await bench.host().put(upload)
    bench.service.state.withLock {
      $0.objects[Bench.key]?.bytes[5] ^= 1
      $0.time += 60
    }
    isBroken.withLock { $0 = true }
    await #expect(throws: S3Error.self) {
      try await bench.host().put(upload, mode: .replace) { _ in }
    }
    bench.service.state.withLock { $0.uploads = [:] }
    isBroken.withLock { $0 = false }
    #expect(try await bench.host().put(upload, mode: .replace) { _ in } == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
  }

  @Test("damage on the way is noticed by the service and mended")
  func damaged() async throws {
    let damages = Counter()
    let bench = Bench(
      FakeS3 { line, _ in
        line.contains("partNumber=1") && damages.increment() == 1
          ? .refuse(status: 400, code: "XAmzContentSHA256Mismatch") : nil
      })
    let (upload, bytes) = try Bench.upload(size: 3 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.objects[Bench.key]?.bytes == bytes)
  }

  @Test(
    "what a person must mend is said at once, and not tried again",
    arguments: [
      (404, "NoSuchBucket", S3Error.noBucket("weights")),
      (
        403, "AccessDenied",
        .accessDenied(
          .write, bucket: "weights",
          .init(status: 403, code: "AccessDenied", message: "No & never"))
      ),
      (
        403, "SignatureDoesNotMatch",
        .wrongCredentials(
          .init(status: 403, code: "SignatureDoesNotMatch", message: "No & never"))
      ),
      (301, "PermanentRedirect", .wrongRegion(bucket: "weights", used: "here", expected: "there")),
      (
        501, "NotImplemented",
        .refused(.write, .init(status: 501, code: "NotImplemented", message: "No & never"))
      ),
    ])
  func final(status: Int, code: String, error: S3Error) async throws {
    let bench = Bench(
      FakeS3 { line, _ in
        line.hasPrefix("PUT")
          ? .refuse(status: status, code: code, headers: ["x-amz-bucket-region": "there"]) : nil
      })
    let (upload, _) = try Bench.upload(size: 1000)
    await #expect(throws: error) { try await bench.host().put(upload) }
    #expect(bench.service.log.count == 2)
  }
}
