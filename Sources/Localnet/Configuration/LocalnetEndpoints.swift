/// The URLs of a localnet that listens.
public struct LocalnetEndpoints: Hashable, Sendable {
  /// The node.
  public let rpc: String
  /// The second node, if there is one.
  public let follower: String?
  /// The faucet.
  public let faucet: String
  /// The scoring service.
  public let scoring: String
  /// The admin service, which also takes faults.
  public let admin: String
}
