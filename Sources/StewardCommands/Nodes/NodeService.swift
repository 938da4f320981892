public import ArgumentParser
public import Manifest
import SomaClient

/// What listens beside a full node. The raw value is the option that names its URL.
enum NodeService: String {
  case faucet
  case scoring
  case admin
}

extension NetworkPreset: ExpressibleByArgument {}

extension NetworkPreset {
  /// One of its services beside the full node; `nil` where it has none.
  func url(of service: NodeService) -> String? {
    switch service {
    case .faucet: faucet
    case .scoring: scoring
    case .admin: admin
    }
  }

  /// The network that a full node belongs to, by its address: the names in `client.yaml` differ.
  init?(rpc endpoint: Endpoint) {
    var endpoint = endpoint
    if endpoint.host == .name("localhost"), let same = try? Endpoint(Self.localnet.rpc) {
      // Another port is another chain.
      guard endpoint.port == same.port, endpoint.scheme == same.scheme else { return nil }
      endpoint = same
    }
    guard let network = Self.allCases.first(where: { (try? Endpoint($0.rpc)) == endpoint }) else {
      return nil
    }
    self = network
  }
}
