import ArgumentParser
import SomaClient

/// A network whose addresses are known. Source: `sdk/src/client_config.rs`, `python-sdk/src/lib.rs` of the
/// chain (WIRE 4.4).
enum Network: String, CaseIterable, ExpressibleByArgument {
  case testnet
  case localnet

  /// Its full node.
  var rpc: String {
    switch self {
    case .testnet: "https://fullnode.testnet.soma.org"
    case .localnet: "http://127.0.0.1:9000"
    }
  }

  /// One of its services beside the full node; `nil` where it has none.
  func url(of service: NodeService) -> String? {
    switch (self, service) {
    case (.testnet, .faucet): "https://faucet.testnet.soma.org"
    case (.testnet, .scoring), (.testnet, .admin): nil
    case (.localnet, .faucet): "http://127.0.0.1:9123"
    case (.localnet, .scoring): "http://127.0.0.1:9124"
    case (.localnet, .admin): "http://127.0.0.1:9125"
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

/// What listens beside a full node. The raw value is the option that names its URL.
enum NodeService: String {
  case faucet
  case scoring
  case admin
}
