import Dispatch
import GRPCCore
import GRPCNIOTransportHTTP2
import Glibc

/// Looks up host names without ever holding up the end of a connection.
///
/// The transport's own resolver waits for `getaddrinfo`, which cannot be cancelled, and makes all
/// names wait in one queue: a silent name server would delay other nodes and the end of the program.
struct HostResolver: NameResolverFactory {
  /// Blocks until the addresses of a host are known.
  typealias Lookup = @Sendable (_ host: String, _ port: Int) throws -> [SocketAddress]

  let lookup: Lookup

  func resolver(for target: ResolvableTargets.DNS) -> NameResolver {
    let names = Names(host: target.host, port: target.port ?? 443, lookup: lookup)
    return NameResolver(
      names: RPCAsyncSequence(wrapping: names), updateMode: .pull,
      authority: "\(names.host):\(names.port)")
  }

  /// Asks the system, as every other program does (`/etc/hosts`, DNS).
  @Sendable
  static func systemLookup(host: String, port: Int) throws -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    hints.ai_protocol = CInt(IPPROTO_TCP)
    var first: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, nil, &hints, &first)
    guard status == 0 else { throw HostLookupError(host: host, status: status) }
    defer { freeaddrinfo(first) }

    var addresses: [SocketAddress] = []
    var next = first
    while let entry = next?.pointee {
      next = entry.ai_next
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      guard
        getnameinfo(
          entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
          == 0
      else { continue }
      let address = String(
        decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      switch entry.ai_family {
      case AF_INET: addresses.append(.ipv4(host: address, port: port))
      case AF_INET6: addresses.append(.ipv6(host: address, port: port))
      default: break
      }
    }
    return addresses
  }
}

/// A host that has no address.
struct HostLookupError: Error, CustomStringConvertible {
  let host: String
  /// What `getaddrinfo` returned.
  let status: CInt

  var description: String { "\(host): \(String(cString: gai_strerror(status)))" }
}

/// Looks one host up again for each element that is asked for.
private struct Names: AsyncSequence, AsyncIteratorProtocol, Sendable {
  let host: String
  let port: Int
  let lookup: HostResolver.Lookup

  func makeAsyncIterator() -> Names { self }

  mutating func next() async throws -> NameResolutionResult? {
    let (results, continuation) = AsyncThrowingStream<[SocketAddress], any Error>.makeStream()
    let (host, port, lookup) = (host, port, lookup)
    DispatchQueue.global().async {
      continuation.finish(with: Result { try lookup(host, port) })
    }
    // A cancelled task goes on at once; the lookup ends when it ends, and nobody hears of it.
    for try await addresses in results {
      return NameResolutionResult(
        endpoints: [GRPCNIOTransportCore.Endpoint(addresses: addresses)], serviceConfig: nil)
    }
    throw CancellationError()
  }
}

extension AsyncThrowingStream.Continuation where Element: Sendable, Failure == any Error {
  fileprivate func finish(with result: Result<Element, any Error>) {
    switch result {
    case .success(let element):
      yield(element)
      finish()
    case .failure(let error):
      finish(throwing: error)
    }
  }
}
