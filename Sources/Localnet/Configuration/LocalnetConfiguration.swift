public import Ledger

/// What a localnet is.
public struct LocalnetConfiguration: Sendable {
  /// What the chain begins with. The faucet's key follows from its salt; see
  /// `GenesisConfig.addFaucet(_:)`.
  public var genesis: GenesisConfig
  /// What the ledger does where the chain leaves a choice.
  public var ledgerOptions = LedgerOptions()
  /// How the node behaves.
  public var node = NodeConfiguration()
  /// What the faucet gives.
  public var faucet = FaucetConfiguration()
  /// Where the services listen.
  public var ports = LocalnetPorts.standard
  /// On which address of this machine; a localnet is not for others.
  public var host = "127.0.0.1"
  /// What goes wrong from the start.
  public var faults: [FaultRule] = []
  /// How long calls may take to end when the localnet does; then they are cut.
  public var grace = Duration.seconds(1)
  /// Scores data; without it the scoring service says that it cannot.
  public var scorer: Scorer?

  /// Creates a configuration with the defaults.
  public init(genesis: GenesisConfig) { self.genesis = genesis }

  /// A chain that begins at a time, in milliseconds since 1970 in UTC, with a random salt, the usual
  /// validator, and a faucet.
  ///
  /// - Throws: When there is no guarded memory for the faucet's key.
  public init(startTimestampMs: UInt64) throws {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    self.init(
      genesis: GenesisConfig(startTimestampMs: startTimestampMs, salt: salt, accounts: []))
    try genesis.addFaucet(faucet)
  }
}

extension GenesisConfig {
  /// Gives the faucet of a localnet its money. Without it the faucet has nothing to give.
  ///
  /// - Throws: When there is no guarded memory for the faucet's key.
  public mutating func addFaucet(_ configuration: FaucetConfiguration) throws {
    let faucet = try Faucet(salt: salt, configuration)
    accounts.append(Account(address: faucet.address, balances: [configuration.fund]))
  }
}
