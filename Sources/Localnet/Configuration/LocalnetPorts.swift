/// Where the services of a localnet listen. 0 is any port that is free.
public struct LocalnetPorts: Hashable, Sendable {
  /// The node.
  public var rpc: Int
  /// The second node, if the configuration has one.
  public var follower: Int
  /// The faucet.
  public var faucet: Int
  /// The scoring service.
  public var scoring: Int
  /// The admin service.
  public var admin: Int

  /// Those that the real SDK expects of `localnet`: 9000, 9123, 9124 and 9125; 9001 for the second
  /// node, which the real one has not.
  public static let standard = LocalnetPorts(base: 9000)
  /// All free ones.
  public static let anyFree = LocalnetPorts(rpc: 0, follower: 0, faucet: 0, scoring: 0, admin: 0)

  /// The standard ones, moved so that the node has the port `base`; 0 makes all free ones.
  public init(base: Int) {
    func port(_ distance: Int) -> Int { base == 0 ? 0 : base + distance }
    self.init(
      rpc: base, follower: port(1), faucet: port(123), scoring: port(124), admin: port(125))
  }

  /// Chooses each.
  public init(rpc: Int, follower: Int, faucet: Int, scoring: Int, admin: Int) {
    self.rpc = rpc
    self.follower = follower
    self.faucet = faucet
    self.scoring = scoring
    self.admin = admin
  }
}
