public import BCS

/// All validators: of now, of the next epoch, and of the past. Source: chain type `ValidatorSet`.
public struct ValidatorSet: Hashable, Sendable {
  /// The stake of all active validators.
  public var totalStake: Amount
  /// Those that validate this epoch.
  public var validators: [Validator]
  /// Those that join when their stake allows.
  public var pendingValidators: [Validator]
  /// Positions in ``validators`` of those that leave with the next epoch.
  public var pendingRemovals: [UInt64]
  /// Whose pool a pool is.
  public var stakingPoolMappings: [StakingPoolID: SomaAddress]
  /// Those that left, by their pools, which live on for withdrawals.
  public var inactiveValidators: [StakingPoolID: Validator]
  /// For how many epochs a validator has had too little stake.
  public var atRiskValidators: [SomaAddress: UInt64]

  /// Creates a set.
  public init(
    totalStake: Amount, validators: [Validator], pendingValidators: [Validator] = [],
    pendingRemovals: [UInt64] = [], stakingPoolMappings: [StakingPoolID: SomaAddress] = [:],
    inactiveValidators: [StakingPoolID: Validator] = [:],
    atRiskValidators: [SomaAddress: UInt64] = [:]
  ) {
    self.totalStake = totalStake
    self.validators = validators
    self.pendingValidators = pendingValidators
    self.pendingRemovals = pendingRemovals
    self.stakingPoolMappings = stakingPoolMappings
    self.inactiveValidators = inactiveValidators
    self.atRiskValidators = atRiskValidators
  }
}

extension ValidatorSet: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    totalStake = try reader.read()
    validators = try reader.readSequence()
    pendingValidators = try reader.readSequence()
    pendingRemovals = try reader.readSequence { (reader) throws(BCSError) in
      try reader.readInteger()
    }
    stakingPoolMappings = try reader.readMap()
    inactiveValidators = try reader.readMap()
    atRiskValidators = try reader.readMap(
      key: { (reader) throws(BCSError) in try reader.read() },
      value: { (reader) throws(BCSError) in try reader.readInteger() })
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(totalStake)
    writer.writeSequence(validators)
    writer.writeSequence(pendingValidators)
    writer.writeSequence(pendingRemovals) { $0.write($1) }
    writer.writeMap(stakingPoolMappings)
    writer.writeMap(inactiveValidators)
    writer.writeMap(atRiskValidators, key: { $0.write($1) }, value: { $0.write($1) })
  }
}
