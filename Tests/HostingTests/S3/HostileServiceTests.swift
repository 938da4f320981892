import SomaCrypto
import Synchronization
import Testing

@testable import Hosting

@Suite("A service that says more, or other things, than it was asked")
struct HostileServiceTests {
  private static let name = "0a1b2c3d-00112233445566778899aabbccddeeff"
  private static let others = [
    "models/ffffffff-00112233445566778899aabbccddeeff", "elsewhere/" + name,
    "model/" + name, "models/notes",
  ]

  @Test("objects that others own are not listed, whatever the service lists")
  func listing() async throws {
    let contents = ([Bench.key] + Self.others).map {
      "<Contents><Key>\($0)</Key><Size>1</Size></Contents>"
    }
    let bench = Bench(
      FakeS3 { _, _ in
        .answer(status: 200, body: "<ListBucketResult>\(contents.joined())</ListBucketResult>")
      })
    let listed = try await bench.host().list(masterID: "0a1b2c3d")
    #expect(listed.map(\.name.text) == [Self.name])
  }

  @Test("uploads that others began are not listed, whatever the service lists")
  func uploads() async throws {
    let uploads = ([Bench.key] + Self.others).map {
      "<Upload><Key>\($0)</Key><UploadId>u</UploadId></Upload>"
    }
    let bench = Bench(
      FakeS3 { _, _ in
        .answer(
          status: 200,
          body: "<ListMultipartUploadsResult>\(uploads.joined())</ListMultipartUploadsResult>")
      })
    let listed = try await bench.host().unfinishedUploads(masterID: "0a1b2c3d")
    #expect(listed.map(\.name.text) == [Self.name])
  }

  @Test("an upload of another key that begins with ours is not aborted")
  func longerKey() async throws {
    let bench = Bench()
    let packet = Bench.key + ".0011223344556677.packet"
    _ = try await bench.client().beginUpload(packet, checksum: .zero, contentType: "text/plain")
    let (upload, _) = try Bench.upload(size: 3 << 12)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.service.openUploads == 1)
  }

  @Test("an upload whose beginning was never answered is aborted when it is given up")
  func unanswered() async throws {
    let bench = Bench()
    let client = try bench.client()
    try bench.journal.begin(
      UploadPlan(
        place: client.location.place, key: Bench.key, size: 9000, checksum: .zero,
        partSize: 4096))
    _ = try await client.beginUpload(Bench.key, checksum: .zero, contentType: "text/plain")
    let name = try #require(Bench.name)
    try await bench.host().abandonUpload(of: name)
    #expect(bench.service.openUploads == 0)
    #expect(bench.journal.open.isEmpty)
  }

  @Test(
    "an object that differs in one thing is not ours, whatever Complete said",
    arguments: [true, false])
  func almostOurs(hasOurSize: Bool) async throws {
    let (upload, bytes) = try Bench.upload(size: 3 << 12)
    let object = FakeS3.Object(
      bytes: hasOurSize ? bytes.reversed() : Array(bytes.dropLast()),
      checksum: hasOurSize ? String(repeating: "0", count: 64) : upload.digest.description,
      modified: 5)
    let service = Mutex<FakeS3?>(nil)
    let fake = FakeS3 { line, _ in
      guard line.hasPrefix("POST"), line.hasSuffix("?uploadId") else { return nil }
      service.withLock { $0?.state.withLock { $0.objects[Bench.key] = object } }
      return .answer(status: 200, body: "<CompleteMultipartUploadResult/>")
    }
    service.withLock { $0 = fake }
    let outcome = try await Bench(fake).host().put(upload)
    #expect(outcome.existing?.size == UInt64(object.bytes.count))
    #expect(fake.openUploads == 0)
  }

  @Test("a refused HEAD, which can say nothing, is asked again as a GET")
  func silentRefusal() async throws {
    let asked = Counter()
    var bench = Bench(
      FakeS3 { line, _ in
        switch asked.increment() {
        case 1 where line.hasPrefix("HEAD"): .answer(status: 403, body: "")
        case 2 where line.hasPrefix("GET"): .refuse(status: 400, code: "ExpiredToken")
        default: nil
        }
      })
    bench.credentials = FixedCredentials(["AKIDFIRST", "AKIDSECOND"])
    let (upload, _) = try Bench.upload(size: 1000)
    #expect(try await bench.host().put(upload) == .stored)
    #expect(bench.credentials.position.value == 1)
  }

  @Test("parts that are lost are off the record before anything is sent")
  func lostParts() async throws {
    let bench = Bench()
    let (upload, _) = try Bench.upload(size: 4 << 12)
    let client = try bench.client()
    let plan = UploadPlan(
      place: client.location.place, key: Bench.key, size: upload.size, checksum: upload.digest,
      partSize: Bench.partSize)
    try bench.journal.begin(plan)
    let id = try await client.beginUpload(
      Bench.key, checksum: upload.digest, contentType: "text/plain")
    try bench.journal.began(plan, as: id)
    try bench.journal.partDone(
      UploadedPart(number: 2, size: Bench.partSize, etag: "\"x\"", sha256: .zero), of: plan)
    let broken = FakeS3 { line, _ in
      if line.hasPrefix("HEAD") { return nil }
      return line.hasPrefix("GET")
        ? .answer(status: 200, body: "<ListPartsResult/>")
        : .refuse(status: 403, code: "AccessDenied")
    }
    await #expect(throws: S3Error.self) {
      try await bench.host(transport: broken).put(upload)
    }
    #expect(bench.journal.open.first?.parts.isEmpty == true)
  }

  @Test("answers and files that are too long are not read")
  func tooLong() throws {
    let spaces = [UInt8](repeating: 0x20, count: XMLReader.byteLimit)
    #expect(throws: XMLFault(.tooMuch, at: XMLReader.byteLimit)) {
      try XMLReader.read(spaces + Array("<a/>".utf8))
    }
    #expect(throws: INIFault(.tooMuch, line: 1)) {
      try spaces[...INIDocument.byteLimit].withUnsafeBytes { try INIDocument(parsing: $0) }
    }
    let message = String(repeating: "m", count: 5000)
    let failure = S3Answer.failure(
      HTTPResponse(
        head: ResponseHead(status: 403, headers: [:]),
        body: Array("<Error><Message>\(message)</Message></Error>".utf8)))
    #expect(failure.refusal.message?.count == 300)
  }
}
