import GRPCCore
import GRPCNIOTransportHTTP2

/// Makes transports over TCP and TLS.
struct HTTP2Dialer: Sendable {
  let trust: TrustRoots
  var lookup: HostResolver.Lookup = HostResolver.systemLookup

  /// A transport to `endpoint`; it connects when a call needs it.
  ///
  /// - Throws: ``TrustRootsError`` if the TLS library cannot use the certificates.
  func transport(to endpoint: Endpoint) throws -> any ClientTransport {
    let port = endpoint.port
    let target: any ResolvableTarget =
      switch endpoint.host {
      case .name(let name): .dns(host: name, port: port)
      case .ipv4(let address): .ipv4(address: address, port: port)
      case .ipv6(let address): .ipv6(address: address, port: port)
      }
    do {
      return try transport(to: target, endpoint.scheme)
    } catch let error as RuntimeError {
      guard case .file(let path, _) = trust.source else { throw error }
      throw TrustRootsError.damaged(
        path: path, reason: error.cause.map { "\($0)" } ?? error.message)
    }
  }

  private func transport(
    to target: any ResolvableTarget, _ scheme: Endpoint.Scheme
  ) throws -> HTTP2ClientTransport.Posix {
    var registry = NameResolverRegistry.defaults
    registry.removeFactory(ofType: NameResolvers.DNS.self)
    registry.registerFactory(HostResolver(lookup: lookup))
    return try HTTP2ClientTransport.Posix(
      target: target, transportSecurity: security(scheme),
      config: .defaults { config in
        // Servers with the usual policy end a connection at the third or fourth ping within five
        // minutes on a stream without data; no call of ours is silent for that long.
        config.connection.keepalive = .init(
          time: .seconds(60), timeout: .seconds(20), allowWithoutCalls: false)
        // Below what load balancers and address translators forget a silent connection after.
        config.connection.maxIdleTime = .seconds(45)
        config.backoff = .init(
          initial: .milliseconds(200), max: .seconds(5), multiplier: 1.6, jitter: 0.2)
      },
      resolverRegistry: registry)
  }

  private func security(
    _ scheme: Endpoint.Scheme
  ) -> HTTP2ClientTransport.Posix.TransportSecurity {
    switch (scheme, trust.source) {
    case (.http, _): .plaintext
    case (.https, .system): .tls
    case (.https, .file(_, let pem)):
      .tls { $0.trustRoots = .certificates([.bytes(pem, format: .pem)]) }
    }
  }
}
