import GRPCCore
import GRPCNIOTransportHTTP2
import Glibc
import NIOCore

/// One address of a localnet: HTTP/2 in clear text, by prior knowledge; who speaks anything else is
/// turned away, and nodes send those on who ask in HTTP/1.1 for a model.
///
/// Clients may send pings as often as they like, with calls and without; the real SDK sends one every
/// five seconds. Source: WIRE.md 6.1.
struct Listener: Sendable {
  /// What listens, for errors.
  let name: String
  let port: Int

  private let transport: HTTP2ServerTransport.Posix
  private let server: GRPCServer<HTTP2ServerTransport.Posix>

  /// Creates an address that does not listen yet.
  init(
    _ name: String, host: String, port: Int, faults: Faults, clock: any Clock<Duration>,
    services: [any RegistrableRPCService], interceptors: [any ServerInterceptor] = [],
    forwarding: ModelForwarding? = nil
  ) {
    self.name = name
    self.port = port
    let connections = OpenConnections()
    transport = HTTP2ServerTransport.Posix(
      address: .ipv4(host: host, port: port), transportSecurity: .plaintext,
      config: .defaults { config in
        config.connection.keepalive.clientBehavior.allowWithoutCalls = true
        config.connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = .zero
        config.rpc.maxRequestPayloadSize = 4 << 20
        config.http2.targetWindowSize = 1 << 20
        // Clients wait for the headers of a subscription before they submit.
        config.connection.flushCoalescing = nil
        config.channelDebuggingCallbacks.onAcceptTCPConnection = { channel in
          connections.add(channel)
          return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              PlainRequestHandler(forwarding), position: .first)
          }
        }
      })
    let faultInterceptor = FaultInterceptor(faults: faults, clock: clock, connections: connections)
    server = GRPCServer(
      transport: transport, services: services, interceptors: interceptors + [faultInterceptor])
  }

  /// Listens until ``end()``, and until all calls have ended then. Cancellation cuts them.
  func serve() async -> Result<Void, ListeningFailure> {
    do {
      return .success(try await server.serve())
    } catch {
      let cause = (error as? RuntimeError)?.cause ?? error
      let refusal = cause as? IOError
      return .failure(
        ListeningFailure(
          error: .cannotListen(
            service: name, port: port,
            reason: refusal.map { String(cString: strerror($0.errnoCode)) } ?? "\(cause)"),
          isOfSystem: refusal != nil))
    }
  }

  /// The port, once it listens.
  ///
  /// - Throws: When it cannot listen.
  var boundPort: Int {
    get async throws {
      guard let port = try await transport.listeningAddress.ipv4?.port else {
        throw LocalnetError.cannotListen(service: name, port: port, reason: "no address")
      }
      return port
    }
  }

  /// Takes no new calls.
  func end() { server.beginGracefulShutdown() }
}
