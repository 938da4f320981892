import ObjectHost
import SomaTypes
import TestSupport
import Testing

@Suite("Life of a host", .timeLimit(.minutes(5))) struct LifetimeTests {
  private struct Thrown: Error {}

  @Test("what the body returns and throws comes out")
  func result() async throws {
    #expect(try await withHost { $0.port } > 0)
    await #expect(throws: Thrown.self) { try await withHost { _ in throw Thrown() } }
  }

  @Test("hosts have ports of their own, and a port can be chosen")
  func ports() async throws {
    try await withHost { host async throws in
      let port = try await withHost { $0.port }
      #expect(port != host.port)
      let reserved = try ReservedPort()
      #expect(
        try await withHost(configure: { $0.port = reserved.number }) { $0.url.text }
          == "http://127.0.0.1:\(reserved.number)/")
      // EADDRINUSE
      await #expect(throws: ObjectHostError.cannotListen(port: host.port, code: 98)) {
        try await withHost(configure: { $0.port = host.port }) { _ in }
      }
    }
  }

  @Test("afterwards nobody listens")
  func stopped() async throws {
    let reserved = try ReservedPort()
    try await withHost(configure: { $0.port = reserved.number }) { host async throws in
      _ = try RawClient(port: host.port)
    }
    #expect(throws: RawClient.Failure.self) { try RawClient(port: reserved.number) }
  }

  @Test("a host stops whatever its clients do", arguments: StorageKind.allCases)
  func stuckClients(storage: StorageKind) async throws {
    let clients = try await withHost(storage) { host in
      try await host.store(.init(repeating: 0, count: 32 << 20), at: ObjectKey("big"))
      host.inject(FaultRule(.stalls, keys: KeyPattern("stalled")))
      host.inject(
        FaultRule(.stallsBody(after: 3), keys: KeyPattern("big"), methods: [.get], requests: 1))
      let sent = [
        "", "GET /", "PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
        "GET /stalled HTTP/1.1\r\nHost: x\r\n\r\n", "GET /big HTTP/1.1\r\nHost: x\r\n\r\n",
        // Never read: more than the buffers of both ends hold.
        "GET /big HTTP/1.1\r\nHost: x\r\n\r\n", "GET /none HTTP/1.1\r\nHost: x\r\n\r\n",
      ]
      var clients: [RawClient] = []
      for text in sent {
        let client = try RawClient(port: host.port)
        try client.send(text)
        clients.append(client)
      }
      while host.requests.count < 5 { await Task.yield() }
      return clients
    }
    #expect(clients.count == 7)
  }

  @Test("a host stops when its task is cancelled")
  func cancelled() async throws {
    let reserved = try ReservedPort()
    let (starts, started) = AsyncStream<Void>.makeStream()
    let task = Task {
      try await withHost(configure: { $0.port = reserved.number }) { host in
        host.inject(FaultRule(.stalls))
        let client = try RawClient(port: host.port)
        try client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
        while host.requests.isEmpty { await Task.yield() }
        started.yield()
        return await client.readToEnd()
      }
    }
    _ = await starts.first { _ in true }
    task.cancel()
    #expect(try await task.value == "")
    #expect(throws: RawClient.Failure.self) { try RawClient(port: reserved.number) }
  }

  @Test("a request that is being answered may finish within the grace")
  func grace() async throws {
    let clock = PatientClock()
    let client = try await withHost(configure: { configuration in
      configuration.clock = clock
      configuration.shutdownGrace = .seconds(1_000_000)
    }) { host in
      try await host.store(Array("0123456789".utf8), at: ObjectKey("a"))
      host.inject(FaultRule(.slowsBody(bytesPerSecond: 20)))
      let client = try RawClient(port: host.port)
      try client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = await client.read(count: 1)
      return client
    }
    // It ended because the answer did, not because the grace did.
    #expect(await client.readToEnd().hasSuffix("\r\n\r\n0123456789"))
  }

  @Test("a silent connection is closed after a while")
  func idle() async throws {
    try await withHost(configure: { $0.idleTimeout = .milliseconds(50) }) { host async throws in
      #expect(try await RawClient(port: host.port).readToEnd() == "")
      let client = try RawClient(port: host.port)
      try client.send("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
      #expect(!(await client.readToEnd()).hasPrefix("HTTP/1.1 2"))
      #expect(try await host.bytes(at: ObjectKey("a")) == nil)
    }
  }
}

/// Ends short waits at once, and long ones with their task.
private struct PatientClock: Clock {
  typealias Instant = ContinuousClock.Instant

  var now: Instant { ContinuousClock.now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    guard deadline - now > .seconds(1000) else { return }
    let (never, continuation) = AsyncStream<Never>.makeStream()
    for await _ in never {}
    continuation.finish()
    throw CancellationError()
  }
}
