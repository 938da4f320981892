import Foundation
import Hosting
import ObjectHost
import SomaCrypto
import SomaTypes
import TestSupport
import Testing
import Weights

@Suite("From weights to what validators fetch", .timeLimit(.minutes(5)))
struct ReleaseTests {
  // Two ranges of validators.
  private static let count = (5 << 20) + 12_345

  private static var transport: HTTPTransport {
    var options = TransportOptions()
    options.proxy = .none
    return HTTPTransport(options: options)
  }

  private static var rules: FetchRules {
    var rules = FetchRules()
    rules.retries.base = .zero
    rules.retries.longestWish = .zero
    return rules
  }

  private func put(_ host: ObjectHost) -> HTTPPutHost {
    var put = HTTPPutHost(
      to: .base(host.url.text + "m"), publicBase: host.url.text + "m", transport: Self.transport)
    put.retries.base = .zero
    return put
  }

  private func probe(_ release: Release, _ host: ObjectHost) throws -> Probe {
    Probe(
      of: try put(host).publicURL(of: release.name), size: release.sealer.content.size,
      for: .thisNetwork, transport: Self.transport, rules: Self.rules)
  }

  private func withRelease(
    count: Int = count, _ body: (Release, ObjectHost) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { directory in
      let release = try Release(count: count, in: directory)
      var configuration = ObjectHostConfiguration()
      configuration.shutdownGrace = .zero
      try await withObjectHost(configuration) { try await body(release, $0) }
    }
  }

  @Test("weights stream from the sealer to the host, and come back as the commit promises")
  func life() async throws {
    try await withRelease { release, host in
      let put = put(host)
      let upload = try release.upload()
      #expect(try await put.put(upload) == .stored)
      let probe = try probe(release, host)
      let whole = try await probe.whole(checksum: upload.digest)
      #expect(whole.findings.isEmpty)
      #expect(whole.fetchedBytes == UInt64(Self.count))
      let sampled = try await probe.sampled(3) { range in
        try release.sealer.part(offset: range.lowerBound, length: range.count)
      }
      #expect(sampled.findings.isEmpty)
      #expect(sampled.extent == .sampled(ranges: 2))
    }
  }

  @Test("a damaged object is found and repaired from plaintext and key")
  func repair() async throws {
    try await withRelease { release, host in
      let put = put(host)
      let upload = try release.upload()
      let key = try ObjectKey("m/\(release.name)")
      var bytes = try release.sealer.part(offset: 0, length: Self.count)
      bytes[Self.count - 1] ^= 1
      try await host.store(bytes, at: key)
      let probe = try probe(release, host)
      let last = UInt64(5 << 20)..<UInt64(Self.count)
      let sampled = try await probe.sampled(0) { range in
        try release.sealer.part(offset: range.lowerBound, length: range.count)
      }
      #expect(sampled.findings == [.changed(last)])
      #expect(try await probe.whole(checksum: upload.digest).findings == [.otherChecksum])
      guard case .existed = try await put.put(upload) else {
        Issue.record("replaced")
        return
      }
      #expect(try await put.put(upload, mode: .replace) { _ in } == .stored)
      #expect(try await probe.whole(checksum: upload.digest).isServed)
    }
  }

  @Test(
    "each way to misbehave has its finding",
    arguments: [
      (Fault.ignoresRange, ProbeFinding.rangeIgnored),
      (.addsHeader(name: "Content-Encoding", value: "gzip"), .coded(encoding: "gzip")),
      (.refuses(status: 403), .forbidden(status: 403)), (.refuses(status: 429), .throttled),
      (.refuses(status: 404), .missing(status: 404)),
      (.changesByte(at: 600_000), .otherChecksum),
    ])
  func faults(fault: Fault, finding: ProbeFinding) async throws {
    try await withRelease { release, host in
      let upload = try release.upload()
      _ = try await put(host).put(upload)
      host.inject(FaultRule(fault))
      let probe = try probe(release, host)
      #expect(try await probe.whole(checksum: upload.digest).findings == [finding])
    }
  }

  @Test("a lost answer to the upload is settled by looking: nothing is stored twice")
  func lostAnswer() async throws {
    try await withRelease { release, host in
      host.inject(FaultRule(.losesReply, methods: [.put], requests: 1))
      let upload = try release.upload()
      guard case .existed(let object) = try await put(host).put(upload) else {
        Issue.record("stored twice")
        return
      }
      #expect(object.size == upload.size)
      let whole = try await probe(release, host).whole(checksum: upload.digest)
      #expect(whole.isServed)
    }
  }

  @Test("weights that change after their digest never leave: the sealer's reason is what is seen")
  func changedFile() async throws {
    try await withRelease { release, host in
      let upload = try release.upload()
      let file = try #require(FileHandle(forWritingAtPath: release.path))
      try file.seek(toOffset: 4 << 20)
      try file.write(contentsOf: Data([0xFF, 0xFE, 0xFD]))
      try file.close()
      await #expect(throws: SealingError.chunkChanged(release.path, at: 4 << 20)) {
        try await put(host).put(upload)
      }
      #expect(try await host.entry(at: ObjectKey("m/\(release.name)")) == nil)
    }
  }

  @Test("packets are small objects like any other, and are never replaced")
  func packets() async throws {
    try await withRelease(count: 1) { release, host in
      let name = try #require(ObjectName("\(release.name).00112233445566ff.packet"))
      let put = put(host)
      #expect(try await put.put(ObjectUpload(name: name, bytes: [1, 2, 3])) == .stored)
      guard case .existed = try await put.put(ObjectUpload(name: name, bytes: [4])) else {
        Issue.record("replaced")
        return
      }
      #expect(try await host.bytes(at: ObjectKey("m/\(name)")) == [1, 2, 3])
    }
  }
}
