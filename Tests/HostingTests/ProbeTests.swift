import Hosting
import SomaCrypto
import SomaTypes
import Synchronization
import TestSupport
import Testing

/// Ranges of 1000 bytes, and no waiting.
let quickRules: FetchRules = {
  var rules = FetchRules()
  rules.chunkSize = 1000
  rules.retries.base = .zero
  rules.retries.longestWish = .zero
  return rules
}()

@Suite("The probe", .timeLimit(.minutes(2))) struct ProbeTests {
  private static let size: UInt64 = 10_500
  private static let bytes = PatternSource.bytes(0..<size)
  private static let checksum = Blake2b256.hash(bytes)

  /// Answers like a server that does all right, with these bytes.
  private static func answer(_ exchange: Exchange, _ bytes: [UInt8] = bytes) throws {
    let shelf = Shelf()
    shelf.objects.withLock { $0[exchange.path] = bytes }
    try shelf.serve(exchange)
  }

  private func probe(
    _ server: ScriptedServer, _ path: String = "/o", size: UInt64 = size,
    for audience: Probe.Audience = .thisNetwork, _ change: (inout FetchRules) -> Void = { _ in },
    lookUp: @escaping @Sendable (String) async -> [NetworkAddress] = { _ in [] }
  ) throws -> Probe {
    var rules = quickRules
    change(&rules)
    return Probe(
      of: try CanonicalURL(server.url(path)), size: size, for: audience,
      transport: directTransport(), rules: rules, lookUp: lookUp)
  }

  private func whole(
    _ script: @escaping @Sendable (Exchange) throws -> Void
  ) async throws -> ProbeReport {
    try await withScriptedServer(script) { try await probe($0).whole(checksum: Self.checksum) }
  }

  // MARK: - As validators do

  @Test("all of an object is fetched in the validators' ranges, under their name, and hashed")
  func fetchesWhole() async throws {
    let asked = Mutex<Set<String>>([])
    let done = Mutex<[UInt64]>([])
    let report = try await withScriptedServer { exchange in
      #expect(exchange.headers["user-agent"] == "SOMA (Blob Client)")
      #expect(exchange.headers["accept-encoding"] == nil)
      let isNew = asked.withLock { $0.insert(exchange.headers["range"] ?? "").inserted }
      #expect(isNew)
      try Self.answer(exchange)
    } _: { server in
      try await probe(server).whole(checksum: Self.checksum) { count in
        done.withLock { $0.append(count) }
      }
    }
    #expect(report.findings.isEmpty)
    #expect(report.isServed)
    #expect(report.extent == .whole)
    #expect(report.fetchedBytes == Self.size)
    #expect(report.estimatedFetch != nil)
    var ranges = Set((0..<10).map { "bytes=\($0 * 1000)-\($0 * 1000 + 999)" })
    ranges.insert("bytes=10000-10499")
    #expect(asked.withLock { $0 } == ranges)
    #expect(done.withLock { $0 } == (1...10).map { $0 * 1000 } + [Self.size])
  }

  @Test("an absurd size is a finding like any other: no memory goes with it")
  func absurdSize() async throws {
    let report = try await withScriptedServer {
      try $0.respond(404)
    } _: { server in
      try await probe(server, size: .max).whole(checksum: .zero)
    }
    #expect(report.findings == [.missing(status: 404)])
    let sampled = try await withScriptedServer {
      try $0.respond(404)
    } _: { server in
      try await probe(server, size: .max).sampled(2) { _ in [] }
    }
    #expect(sampled.findings == [.missing(status: 404)])
  }

  @Test("the rules are the network's")
  func rules() {
    let rules = FetchRules()
    #expect(rules.chunkSize == 5_242_880)
    #expect(rules.timeout(forBytes: rules.chunkSize) == .seconds(30))
    #expect(rules.timeout(forBytes: 1_000_000_000) == .seconds(50))
    #expect(rules.connectTimeout == .seconds(5))
    #expect(rules.retries.attempts == 4)
  }

  @Test("a small object is fetched by one plain GET", arguments: [0, 1, 1000])
  func small(size: UInt64) async throws {
    let bytes = PatternSource.bytes(0..<size)
    let report = try await withScriptedServer { exchange in
      #expect(exchange.headers["range"] == nil)
      try exchange.respond(200, body: bytes)
    } _: { server in
      let report = try await probe(server, size: size).whole(checksum: Blake2b256.hash(bytes))
      #expect(server.requests == ["GET /o"])
      return report
    }
    #expect(report.findings.isEmpty)
  }

  @Test("samples are the first range, the last and some others, each once, and are compared")
  func samples() async throws {
    let asked = Mutex<Set<Int>>([])
    let report = try await withScriptedServer { exchange in
      if let range = exchange.range { asked.withLock { _ = $0.insert(range.lowerBound) } }
      try Self.answer(exchange)
    } _: { server in
      try await probe(server).sampled(3, randomness: SeededGenerator(seed: 3)) { range in
        PatternSource.bytes(range)
      }
    }
    #expect(report.findings.isEmpty)
    #expect(report.extent == .sampled(ranges: 5))
    let starts = asked.withLock { $0 }
    #expect(starts.count == 5 && starts.isSuperset(of: [0, 10_000]))
  }

  @Test("more samples than ranges are all ranges")
  func allSamples() async throws {
    let report = try await withScriptedServer {
      try Self.answer($0)
    } _: { server in
      try await probe(server).sampled(100) { PatternSource.bytes($0) }
    }
    #expect(report.extent == .sampled(ranges: 11))
    #expect(report.fetchedBytes == Self.size)
  }

  @Test("the caller's own failure to make the bytes is thrown")
  func expectedThrows() async throws {
    struct Changed: Error, Equatable {}
    try await withScriptedServer {
      try Self.answer($0)
    } _: { server in
      _ = await #expect(throws: Changed()) {
        try await probe(server).sampled(1) { _ in throw Changed() }
      }
    }
  }

  // MARK: - What is wrong with the bytes

  @Test("one changed byte is found: by the checksum, and by range where samples are taken")
  func changed() async throws {
    var bytes = Self.bytes
    bytes[10_400] ^= 1
    let served = bytes
    let script: @Sendable (Exchange) throws -> Void = { try Self.answer($0, served) }
    #expect(try await whole(script).findings == [.otherChecksum])
    let sampled = try await withScriptedServer(script) { server in
      try await probe(server).sampled(0) { PatternSource.bytes($0) }
    }
    #expect(sampled.findings == [.changed(10_000..<10_500)])
    #expect(!sampled.isServed)
  }

  @Test("a shorter and a longer object are found")
  func otherSize() async throws {
    for size in [UInt64(10_000), 11_000] {
      let bytes = PatternSource.bytes(0..<size)
      let report = try await whole { try Self.answer($0, bytes) }
      #expect(report.findings.contains(.otherSize(expected: Self.size, found: size)))
      let sampled = try await withScriptedServer {
        try Self.answer($0, bytes)
      } _: { server in
        try await probe(server).sampled(0) { PatternSource.bytes($0) }
      }
      #expect(sampled.findings.contains(.otherSize(expected: Self.size, found: size)))
    }
  }

  @Test("an answer that is cut off each time is not served")
  func cutOff() async throws {
    let report = try await whole { exchange in
      try exchange.respond(206, body: [UInt8](repeating: 0, count: 800), length: 1000)
      exchange.reset()
    }
    guard case .unreachable(let error) = report.findings.first else {
      Issue.record("\(report.findings)")
      return
    }
    #expect(error.stage == .answering(status: 206))
  }

  // MARK: - What is wrong with the server

  @Test(
    "each kind of refusal has its own finding",
    arguments: [
      (404, ProbeFinding.missing(status: 404)), (410, .missing(status: 410)),
      (401, .forbidden(status: 401)), (403, .forbidden(status: 403)), (429, .throttled),
      (500, .refused(status: 500)), (503, .refused(status: 503)), (416, .refused(status: 416)),
    ])
  func refusals(status: Int, finding: ProbeFinding) async throws {
    let report = try await whole { try $0.respond(status) }
    #expect(report.findings == [finding])
    #expect(!report.isServed)
    #expect(report.rate == nil)
  }

  @Test("what passes within the validators' retries is a warning; what does not is a failure")
  func unsteady() async throws {
    for (refusals, finding) in [(3, ProbeFinding.unsteady(retries: 3)), (4, .throttled)] {
      let left = Mutex(refusals)
      let report = try await withScriptedServer { exchange in
        let isRefused = left.withLock { left in
          defer { left -= 1 }
          return left > 0
        }
        if isRefused { return try exchange.respond(429) }
        try Self.answer(exchange, PatternSource.bytes(0..<900))
      } _: { server in
        try await probe(server, size: 900).whole(
          checksum: Blake2b256.hash(PatternSource.bytes(0..<900)))
      }
      #expect(report.findings == [finding])
    }
  }

  @Test("a server without Range is found after the head, not after gigabytes")
  func withoutRange() async throws {
    let report = try await whole { exchange in
      try exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n")
      while true { try exchange.send([UInt8](repeating: 0, count: 1 << 16)) }
    }
    #expect(report.findings == [.rangeIgnored])
  }

  @Test("a range of another length is named")
  func otherRange() async throws {
    let report = try await whole { try $0.respond(206, body: [1, 2, 3]) }
    #expect(report.findings.count == 1)
    guard case .otherRangeLength(_, found: 3) = report.findings[0] else {
      Issue.record("\(report.findings)")
      return
    }
  }

  @Test("coded bytes are found even when their length fits")
  func coded() async throws {
    let report = try await whole { exchange in
      try exchange.respond(
        206, [("Content-Encoding", "gzip")], body: [UInt8](repeating: 0, count: 1000))
    }
    #expect(report.findings == [.coded(encoding: "gzip")])
    let identity = try await withScriptedServer { exchange in
      try exchange.respond(200, [("Content-Encoding", "identity")], body: [1])
    } _: { server in
      try await probe(server, size: 1).whole(checksum: Blake2b256.hash([1]))
    }
    #expect(identity.findings.isEmpty)
  }

  @Test("a page instead of bytes is found")
  func page() async throws {
    let report = try await whole { exchange in
      try exchange.respond(
        200, [("Content-Type", "text/html; charset=utf-8")], body: Array("<html>".utf8))
    }
    #expect(report.findings == [.page(contentType: "text/html; charset=utf-8", status: 200)])
  }

  @Test("a server that turns the validators' name away, and others not", arguments: [403, 503])
  func userAgent(status: Int) async throws {
    let report = try await whole { exchange in
      if exchange.headers["user-agent"]?.contains("SOMA") == true {
        try exchange.respond(status)
      } else {
        try Self.answer(exchange)
      }
    }
    #expect(report.findings == [.userAgentBlocked(status: status)])
  }

  @Test("nobody there, and a server that is slower than the validators wait")
  func unreachable() async throws {
    let refused = try await withClosedPort { port in
      try await Probe(
        of: CanonicalURL("http://127.0.0.1:\(port)/o"), size: 5, for: .thisNetwork,
        transport: directTransport(), rules: quickRules
      ).whole(checksum: .zero)
    }
    guard case .unreachable(let error) = refused.findings.first else {
      Issue.record("\(refused.findings)")
      return
    }
    #expect(error.stage == .unsent)
    let silent = try await withScriptedServer {
      try $0.waitForHangUp()
    } _: { server in
      try await probe(server, size: 5) {
        $0.leastTimeout = .milliseconds(50)
        $0.retries.attempts = 1
      }.whole(checksum: .zero)
    }
    guard case .unreachable(let slow) = silent.findings.first else {
      Issue.record("\(silent.findings)")
      return
    }
    #expect(slow.stage == .unanswered)
  }

  // MARK: - What is wrong with the URL

  @Test("redirects are followed as clients do, and reported with what they lead to")
  func redirects() async throws {
    let report = try await withScriptedServer { exchange in
      switch exchange.path {
      case "/o": try exchange.respond(302, [("Location", "/x/1?secret=2")])
      case "/x/1": try exchange.respond(307, [("Location", "2")])
      case "/x/2":
        #expect(exchange.range != nil)
        try Self.answer(exchange)
      default: try exchange.respond(404)
      }
    } _: { server in
      let report = try await probe(server).whole(checksum: Self.checksum)
      #expect(report.findings == [.redirected(count: 2, to: server.url("/x/2"))])
      return report
    }
    #expect(report.isServed)
  }

  @Test("a loop of redirects ends, and one without a target is named")
  func redirectLoops() async throws {
    let loop = try await whole { try $0.respond(302, [("Location", "/again")]) }
    #expect(loop.findings == [.tooManyRedirects(limit: 10)])
    for location in ["", "ftp://x/", "http://"] {
      let report = try await whole { try $0.respond(301, [("Location", location)]) }
      #expect(
        report.findings == [.badRedirect(status: 301)]
          || report.findings == [.tooManyRedirects(limit: 10)], "\(location)")
    }
    #expect(try await whole { try $0.respond(308) }.findings == [.badRedirect(status: 308)])
  }

  @Test("a redirect to a signed link, or to a private address, counts as the URL's own")
  func redirectTarget() async throws {
    let report = try await withScriptedServer { exchange in
      if exchange.path == "/o" {
        return try exchange.respond(302, [("Location", "/signed?X-Amz-Signature=abc")])
      }
      try Self.answer(exchange)
    } _: { server in
      try await probe(server).whole(checksum: Self.checksum)
    }
    #expect(report.findings.first == .expires(parameter: "X-Amz-Signature"))
    #expect(!report.isServed)
  }

  @Test("on a public network the URL must be everyone's, and should be encrypted")
  func audience() async throws {
    let private1 = try #require(NetworkAddress("10.0.0.1"))
    let public1 = try #require(NetworkAddress("1.1.1.1"))
    let report = try await withScriptedServer {
      try Self.answer($0)
    } _: { server in
      try await probe(server, for: .everyone, lookUp: { _ in [public1, private1] })
        .whole(checksum: Self.checksum)
    }
    #expect(
      report.findings == [
        .privateAddress(host: "127.0.0.1", address: "10.0.0.1"), .notEncrypted,
      ])
  }

  @Test(
    "links that end and hosts for trying out are known by their looks",
    arguments: [
      ("https://h.invalid/o?X-Amz-Expires=60", ProbeFinding.expires(parameter: "X-Amz-Expires")),
      ("https://h.invalid/o?a&Signature=x", .expires(parameter: "Signature")),
      ("https://pub-0.r2.dev.invalid/o?se=1", .expires(parameter: "se")),
      ("https://user:secret@h.invalid/o", .holdsCredentials),
      ("https://pub-00.r2.dev/o", .developmentHost("pub-00.r2.dev")),
    ])
  func looks(text: String, finding: ProbeFinding) async throws {
    var rules = quickRules
    rules.retries.attempts = 1
    let report = try await withUnreachableTransport { transport in
      try await Probe(
        of: CanonicalURL(text), size: 1, for: .everyone, transport: transport, rules: rules,
        lookUp: { _ in [] }
      ).whole(checksum: .zero)
    }
    #expect(report.findings.contains(finding))
  }

  @Test("a small object is read through its public URL, bounded, and its absence is no error")
  func reads() async throws {
    try await withScriptedServer { exchange in
      switch exchange.path {
      case "/p": try exchange.respond(302, [("Location", "/q")])
      case "/q": try exchange.respond(200, body: [1, 2, 3])
      case "/loop": try exchange.respond(302, [("Location", "/loop")])
      case "/no": try exchange.respond(403, body: Array("no".utf8))
      default: try exchange.respond(404)
      }
    } _: { server in
      func read(_ path: String, limit: Int = 10) async throws -> [UInt8]? {
        try await PublicObject.read(
          CanonicalURL(server.url(path)), limit: limit, transport: directTransport(),
          rules: quickRules)
      }
      let found = try await read("/p")
      #expect(found == [1, 2, 3])
      let missing = try await read("/missing")
      #expect(missing == nil)
      let refusal = HostError.refused(
        status: 403, request: "GET \(server.url("/no"))", words: "no")
      await #expect(throws: refusal) { try await read("/no") }
      await #expect(throws: HostError.self) { try await read("/loop") }
      let long = await #expect(throws: TransferError.self) { try await read("/q", limit: 2) }
      #expect(long?.cause == .answerTooLong(limit: 2))
    }
  }

  @Test("a cancelled probe stops")
  func cancellation() async throws {
    let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
    try await withScriptedServer { exchange in
      arrival.yield()
      try exchange.waitForHangUp()
    } _: { server in
      let probe = try probe(server)
      let task = Task { try await probe.whole(checksum: Self.checksum) }
      for await _ in arrived { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test(
    "which addresses the whole internet can reach",
    arguments: [
      ("1.1.1.1", true), ("172.15.0.1", true), ("172.32.0.1", true), ("100.128.0.1", true),
      ("192.0.1.1", true), ("223.255.255.255", true), ("2606:4700::1111", true),
      ("::ffff:8.8.8.8", true), ("64:ff9b::808:808", true),
      ("0.0.0.0", false), ("10.255.0.1", false), ("127.0.0.1", false), ("100.64.0.1", false),
      ("169.254.169.254", false), ("172.16.0.1", false), ("172.31.255.255", false),
      ("192.168.1.1", false), ("198.18.0.1", false), ("224.0.0.1", false),
      ("255.255.255.255", false), ("192.0.2.1", false), ("198.51.100.1", false),
      ("203.0.113.9", false), ("::1", false), ("::", false), ("[fe80::1]", false),
      ("fd00::1", false), ("ff02::1", false), ("2001:db8::1", false), ("::ffff:10.0.0.1", false),
      ("64:ff9b::a00:1", false),
    ])
  func addresses(text: String, isPublic: Bool) throws {
    #expect(try #require(NetworkAddress(text)).isPublic == isPublic)
  }

  @Test("a name is looked up, and an address is itself")
  func lookUp() async throws {
    let loopback = await NetworkAddress.lookUp("localhost")
    #expect(!loopback.isEmpty && loopback.allSatisfy { !$0.isPublic })
    #expect(await NetworkAddress.lookUp("[2606:4700::1]").map(\.description) == ["2606:4700::1"])
    #expect(await NetworkAddress.lookUp("host.invalid").isEmpty)
    #expect(NetworkAddress("host") == nil)
    #expect(NetworkAddress("1.2.3") == nil)
  }
}
