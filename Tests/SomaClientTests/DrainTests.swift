import FaultServer
import GRPCCore
import SomaClient
import Testing

@Suite("The end of a connection to a deaf node", .timeLimit(.minutes(1))) struct DrainTests {
  /// A transport that ends only when it likes, whatever it is told: as one that waits for a connection
  /// which nobody answers.
  private struct DeafTransport: ClientTransport {
    let end: Gate
    var retryThrottle: RetryThrottle? { nil }

    func connect() async {
      // Not `end.wait()` alone: that would end with the task.
      await Task { [end] in await end.wait() }.value
    }

    func beginGracefulShutdown() {}

    func withStream<T: Sendable>(
      descriptor: MethodDescriptor, options: CallOptions,
      _ closure: @concurrent (RPCStream<Inbound, Outbound>, ClientContext) async throws -> T
    ) async throws -> T {
      throw RPCError(code: .unavailable, message: "deaf")
    }

    func config(forMethod descriptor: MethodDescriptor) -> MethodConfig? { nil }

    typealias Bytes = [UInt8]
  }

  @Test("it is waited for as long as the settings say, and no longer")
  func bounded() async throws {
    let end = Gate()
    defer { end.open() }
    let clock = HeldClock()
    let settings = testSettings {
      $0.clock = clock
      $0.drain = .seconds(7)
    }
    let all = Task {
      try await withConnection(
        over: [(Endpoint("http://deaf"), DeafTransport(end: end))], settings: settings
      ) { await failure(of: $0.preferred)?.code }
    }
    await clock.waitForSleep()
    #expect(clock.durations == [.seconds(7)])
    clock.release()
    #expect(try await all.value == .unavailable)
  }

  @Test("a connection that ends by itself is not waited for")
  func ends() async throws {
    let end = Gate()
    let clock = HeldClock()
    defer { clock.release() }
    let settings = testSettings { $0.clock = clock }
    let code = try await withConnection(
      over: [(Endpoint("http://deaf"), DeafTransport(end: end))], settings: settings
    ) { connection in
      let code = await failure(of: connection.preferred)?.code
      end.open()
      return code
    }
    #expect(code == .unavailable)
  }

  @Test("one whose caller has given up is not waited for either")
  func cancelled() async throws {
    let end = Gate()
    defer { end.open() }
    let settings = testSettings { $0.drain = .seconds(3600) }
    let inside = Gate()
    let all = Task {
      try await withConnection(
        over: [(Endpoint("http://deaf"), DeafTransport(end: end))], settings: settings
      ) { _ in
        inside.open()
        await Gate().wait()
      }
    }
    await inside.wait()
    all.cancel()
    try await all.value
  }
}
