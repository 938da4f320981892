import SomaCrypto
public import SomaTypes

/// What a local chain begins with.
///
/// The same configuration always makes the same chain. Source: chain
/// `types/src/config/genesis_config.rs`; CHAIN.md 6.2.
public struct GenesisConfig: Equatable, Sendable {
  /// Someone with coins.
  public struct Account: Hashable, Sendable {
    /// Whose coins they are.
    public var address: SomaAddress
    /// What each coin is worth.
    public var balances: [Amount]

    /// Creates an account.
    public init(address: SomaAddress, balances: [Amount]) {
      self.address = address
      self.balances = balances
    }
  }

  /// A validator, whose keys derive from ``GenesisConfig/salt`` and its position. Its voting power
  /// comes of its stake.
  public struct Validator: Hashable, Sendable {
    /// What a validator of `soma start localnet` stakes.
    public static let usualStake = Amount.soma(20_000)
    /// What a validator of `soma start localnet` has to pay with.
    public static let usualGas = Amount.soma(300_000)

    /// What it stakes with itself.
    public var stake: Amount
    /// The coin that it pays its transactions with.
    public var gas: Amount
    /// Its share of the rewards.
    public var commissionRate: BasisPoints

    /// Creates a validator, a usual one unless told otherwise.
    public init(
      stake: Amount = usualStake, gas: Amount = usualGas, commissionRate: BasisPoints = 200
    ) {
      self.stake = stake
      self.gas = gas
      self.commissionRate = commissionRate
    }
  }

  /// The money of the whole chain; what is not given to anyone is the emission pool.
  public var totalSupply = Amount.soma(10_000_000)
  /// What leaves the emission pool with each epoch.
  public var emissionPerEpoch = Amount.soma(1370)
  /// One of ``SystemParameters/knownProtocolVersions``.
  public var protocolVersion = SystemParameters.knownProtocolVersions.upperBound
  /// The parameters; `nil` are those of ``protocolVersion``. A change of the protocol version
  /// loses them.
  public var parameters: SystemParameters?
  /// When the chain begins, in milliseconds since 1970 in UTC.
  public var startTimestampMs: UInt64
  /// Makes the validators' keys, and with them the chain id, differ from those of other chains.
  public var salt: [UInt8]
  /// Who has coins.
  public var accounts: [Account]
  /// Who validates.
  public var validators: [Validator]
  /// Models that are live from the start; usually none.
  public var models: [GenesisModel]

  /// Creates a configuration, with one validator and no models unless told otherwise.
  public init(
    startTimestampMs: UInt64, salt: [UInt8], accounts: [Account],
    validators: [Validator] = [Validator()], models: [GenesisModel] = []
  ) {
    self.startTimestampMs = startTimestampMs
    self.salt = salt
    self.accounts = accounts
    self.validators = validators
    self.models = models
  }
}

extension Amount {
  /// Whole SOMA, for amounts that are written in this module.
  static func soma(_ count: UInt64) -> Amount { Amount(shannons: count * shannonsPerSoma) }
}
