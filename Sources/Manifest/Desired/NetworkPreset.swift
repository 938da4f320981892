/// A network whose addresses are known. Source: `sdk/src/client_config.rs` and `python-sdk/src/lib.rs` of
/// the chain (WIRE 4.4).
public enum NetworkPreset: String, CaseIterable, Sendable {
  /// SOMA's public test network.
  case testnet
  /// The chain that `steward localnet start` runs on this machine.
  case localnet

  /// Its full node.
  public var rpc: String {
    switch self {
    case .testnet: "https://fullnode.testnet.soma.org"
    case .localnet: "http://127.0.0.1:9000"
    }
  }

  /// Its faucet.
  public var faucet: String {
    switch self {
    case .testnet: "https://faucet.testnet.soma.org"
    case .localnet: "http://127.0.0.1:9123"
    }
  }

  /// What scores data; `nil` where nobody serves it to others.
  public var scoring: String? {
    switch self {
    case .testnet: nil
    case .localnet: "http://127.0.0.1:9124"
    }
  }

  /// What ends epochs; `nil` where nobody may.
  public var admin: String? {
    switch self {
    case .testnet: nil
    case .localnet: "http://127.0.0.1:9125"
    }
  }
}
