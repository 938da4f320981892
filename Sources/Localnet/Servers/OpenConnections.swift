import NIOCore
import Synchronization

/// The connections to one address, so that a fault can cut them.
final class OpenConnections: Sendable {
  private let channels = Mutex<[String: any Channel]>([:])

  /// Notes a connection until it ends.
  func add(_ channel: any Channel) {
    guard let peer = channel.peer else { return }
    channels.withLock { $0[peer] = channel }
    channel.closeFuture.whenComplete { [self] _ in
      // The port can have been taken again by then.
      channels.withLock { if $0[peer] === channel { $0[peer] = nil } }
    }
  }

  /// Closes a connection at once.
  ///
  /// - Parameter peer: As gRPC names it.
  func cut(_ peer: String) {
    channels.withLock { $0[peer] }?.close(mode: .all, promise: nil)
  }
}

extension Channel {
  /// The other side as gRPC names it.
  fileprivate var peer: String? {
    switch remoteAddress {
    case .v4(let address)?: remoteAddress?.port.map { "ipv4:\(address.host):\($0)" }
    case .v6(let address)?: remoteAddress?.port.map { "ipv6:[\(address.host)]:\($0)" }
    case .unixDomainSocket?, nil: nil
    }
  }
}
