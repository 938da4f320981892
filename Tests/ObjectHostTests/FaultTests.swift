import HTTPSyntax
import ObjectHost
import Synchronization
import TestSupport
import Testing

@Suite("Faults on demand", .timeLimit(.minutes(5))) struct FaultTests {
  private static let content = Array("0123456789".utf8)

  private func withObject(
    _ rule: FaultRule? = nil, configure: (inout ObjectHostConfiguration) -> Void = { _ in },
    _ body: (ObjectHost) async throws -> Void
  ) async throws {
    try await withHost(configure: configure) { host in
      try await host.store(Self.content, at: ObjectKey("a"))
      if let rule { host.inject(rule) }
      try await body(host)
    }
  }

  @Test("a status is answered to so many requests", arguments: [403, 404, 429, 500, 503])
  func refuses(status: Int) async throws {
    try await withObject(FaultRule(.refuses(status: status, retryAfterSeconds: 7), requests: 3)) {
      host in
      let get = try await curl(host.at("a"))
      #expect(get.status == status)
      #expect(get.headers["retry-after"] == "7")
      #expect(get.headers["date"] != nil)
      #expect(get.headers["content-length"] == String(get.body.count))
      #expect(try await curl("-T", "-", host.at("a"), input: [1]).status == status)
      #expect(host.faults.map(\.requests) == [1])
      #expect(try await curl("-X", "DELETE", host.at("a")).status == status)
      #expect(host.faults.isEmpty)
      #expect(try await curl(host.at("a")).body == Self.content)
    }
  }

  @Test("a fault is for its keys and methods, until it is cleared")
  func selected() async throws {
    try await withObject { host async throws in
      let rule = FaultRule(.refuses(status: 503), keys: KeyPattern("b*"), methods: [.get])
      let fault = host.inject(rule)
      #expect(try await curl(host.at("a")).status == 200)
      #expect(try await curl("-T", "-", host.at("b1"), input: [1]).status == 201)
      for _ in 0..<3 { #expect(try await curl(host.at("b1")).status == 503) }
      #expect(try await curl("--head", host.at("b1")).status == 200)
      #expect(host.clear(fault))
      #expect(!host.clear(fault))
      #expect(try await curl(host.at("b1")).status == 200)
    }
  }

  @Test("of one kind, the fault that was set first is met")
  func order() async throws {
    try await withObject(FaultRule(.refuses(status: 503), requests: 1)) { host async throws in
      host.inject(FaultRule(.refuses(status: 429), requests: 1))
      host.inject(FaultRule(.skewsClock(bySeconds: 1), requests: 1))
      #expect(try await curl(host.at("a")).status == 503)
      #expect(host.faults.map(\.fault) == [.refuses(status: 429)])
      #expect(try await curl(host.at("a")).status == 429)
      #expect(try await curl(host.at("a")).status == 200)
    }
  }

  @Test("without ranges, the whole is served")
  func ignoresRange() async throws {
    try await withObject(FaultRule(.ignoresRange)) { host in
      let get = try await curl("-r", "2-4", host.at("a"))
      #expect(get.status == 200)
      #expect(get.body == Self.content)
      #expect(get.headers["accept-ranges"] == nil)
      #expect(get.headers["content-range"] == nil)
    }
  }

  @Test("a body ends early", arguments: [0, 1, 9])
  func truncates(count: UInt64) async throws {
    try await withObject(FaultRule(.truncatesBody(after: count), requests: 1)) { host in
      let get = try await curl(host.at("a"))
      #expect(get.exitStatus == 18)  // CURLE_PARTIAL_FILE
      #expect(get.status == 200)
      #expect(get.headers["content-length"] == "10")
      #expect(get.body == Array(Self.content.prefix(Int(count))))
      #expect(try await curl(host.at("a")).body == Self.content)
    }
  }

  @Test("a cut after the end of a part is none")
  func truncatesNothing() async throws {
    try await withObject(FaultRule(.truncatesBody(after: 3))) { host in
      let get = try await curl("-r", "2-4", host.at("a"))
      #expect(get.exitStatus == 0)
      #expect(get.text == "234")
    }
  }

  @Test(
    "one byte is another", arguments: StorageKind.allCases,
    [("0-9", 3), ("3-3", 0), ("2-4", 1), ("4-9", nil), ("0-2", nil)] as [(String, Int?)])
  func changesByte(storage: StorageKind, row: (String, Int?)) async throws {
    try await withHost(storage) { host in
      try await host.store(Self.content, at: ObjectKey("a"))
      let right = try await curl("-r", row.0, host.at("a"))
      host.inject(FaultRule(.changesByte(at: 3)))
      let wrong = try await curl("-r", row.0, host.at("a"))
      var expected = right.body
      if let index = row.1 { expected[index] = ~expected[index] }
      #expect(wrong.body == expected)
      #expect(wrong.headers["etag"] == right.headers["etag"])
      #expect(try await host.bytes(at: ObjectKey("a")) == Self.content)
    }
  }

  @Test("a header is added")
  func addsHeader() async throws {
    try await withObject(FaultRule(.addsHeader(name: "Content-Encoding", value: "gzip"))) { host in
      let get = try await curl(host.at("a"))
      #expect(get.headers["content-encoding"] == "gzip")
      #expect(get.body == Self.content)
    }
  }

  @Test("the clock is wrong", arguments: [-3600, 900] as [Int64])
  func skewsClock(seconds: Int64) async throws {
    let now = HTTPDate(unixSeconds: 1_700_000_000)
    try await withObject(
      FaultRule(.skewsClock(bySeconds: seconds)), configure: { $0.now = { now } }
    ) { host in
      let get = try await curl(host.at("a"))
      #expect(get.headers["date"] == now.advanced(bySeconds: seconds).text)
      #expect(get.headers["last-modified"] == now.text)
      host.inject(FaultRule(.refuses(status: 403)))
      let refused = try await curl(host.at("a"))
      #expect(refused.status == 403)
      #expect(refused.headers["date"] == now.advanced(bySeconds: seconds).text)
    }
  }

  @Test("the reply is lost after the object was stored", arguments: StorageKind.allCases)
  func losesReply(storage: StorageKind) async throws {
    try await withHost(storage) { host in
      host.inject(FaultRule(.losesReply, methods: [.put], requests: 1))
      let put = try await curl("-T", "-", host.at("a"), input: Self.content)
      #expect(put.exitStatus == 52)  // CURLE_GOT_NOTHING
      #expect(try await host.bytes(at: ObjectKey("a")) == Self.content)
      #expect(host.requests.map(\.status) == [201])
      let again = try await curl("-T", "-", "-H", "If-None-Match: *", host.at("a"), input: [1])
      #expect(again.status == 412)
    }
  }

  @Test("a request is sent elsewhere", arguments: [302, 307])
  func redirects(status: Int) async throws {
    try await withObject { host in
      host.inject(
        FaultRule(
          .redirects(to: host.at("a"), status: status), keys: KeyPattern("old"), requests: 2))
      let get = try await curl(host.at("old"))
      #expect(get.status == status)
      #expect(get.headers["location"] == host.at("a"))
      #expect(try await curl("--location", host.at("old")).body == Self.content)
    }
  }

  @Test("a slow body waits as long as its pace demands")
  func slowsBody() async throws {
    let clock = CountingClock()
    try await withObject(
      FaultRule(.slowsBody(bytesPerSecond: 2)), configure: { $0.clock = clock }
    ) { host async throws in
      #expect(try await curl(host.at("a")).body == Self.content)
      // A byte at a time, and no pause after the last.
      #expect(clock.pauses == Array(repeating: .milliseconds(500), count: 9))
    }
  }

  @Test(
    "a stalled request gets no answer when the fault is cleared", arguments: [nil, 1] as [UInt64?])
  func stalls(requests: UInt64?) async throws {
    try await withObject { host in
      let fault = host.inject(FaultRule(.stalls, requests: requests))
      let client = try RawClient(port: host.port)
      try client.send("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx")
      while host.requests.isEmpty { await Task.yield() }
      while requests != nil, !host.faults.isEmpty { await Task.yield() }
      #expect(host.clear(fault))
      #expect(await client.readToEnd() == "")
      #expect(try await host.bytes(at: ObjectKey("a")) == Self.content)
      #expect(try await curl(host.at("a")).status == 200)
    }
  }

  @Test("a stalled body goes no further, and others are served meanwhile")
  func stallsBody() async throws {
    try await withObject { host in
      let fault = host.inject(FaultRule(.stallsBody(after: 4), requests: 1))
      let client = try RawClient(port: host.port)
      try client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
      var seen = ""
      while !seen.hasSuffix("0123") {
        let more = await client.read(count: 1)
        try #require(!more.isEmpty)
        seen += more
      }
      #expect(try await curl(host.at("a")).body == Self.content)
      #expect(host.clear(fault))
      #expect(await client.readToEnd() == "")
    }
  }

  @Test("a fault for no request does nothing")
  func none() async throws {
    try await withObject(FaultRule(.refuses(status: 503), requests: 0)) { host async throws in
      #expect(host.faults.isEmpty)
      #expect(try await curl(host.at("a")).status == 200)
    }
  }

  @Test(
    "statuses that are none are replaced by the nearest",
    arguments: [(0, 400), (-1, 400), (2000, 599)])
  func impossible(status: Int, answered: Int) async throws {
    try await withObject(FaultRule(.refuses(status: status))) { host async throws in
      #expect(try await curl(host.at("a")).status == answered)
    }
  }
}

/// A clock that goes on as far as it is asked to wait, at once.
final class CountingClock: Clock {
  typealias Instant = ContinuousClock.Instant

  private let state = Mutex<(now: Instant, pauses: [Duration])>((ContinuousClock.now, []))

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }
  var pauses: [Duration] { state.withLock { $0.pauses } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    state.withLock { state in
      state.pauses.append(deadline - state.now)
      state.now = max(state.now, deadline)
    }
  }
}
