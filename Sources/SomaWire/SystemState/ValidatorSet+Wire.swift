import SomaProto
import SomaTypes

extension ValidatorSet {
  /// Reads the validators; only the total stake is needed.
  init(_ message: Soma_Rpc_ValidatorSet) throws(WireError) {
    self.init(
      totalStake: try Field("total_stake", message.hasTotalStake, message.totalStake).number(),
      validators: try each("validators", message.validators, Validator.init(_:)),
      pendingValidators: try each(
        "pending_validators", message.pendingValidators, Validator.init(_:)),
      pendingRemovals: message.pendingRemovals.map(UInt64.init),
      stakingPoolMappings: try eachEntry(
        "staking_pool_mappings", message.stakingPoolMappings, key: StakingPoolID.init(argument:),
        value: SomaAddress.init(argument:)),
      inactiveValidators: try eachEntry(
        "inactive_validators", message.inactiveValidators, key: StakingPoolID.init(argument:),
        value: Validator.init(_:)),
      atRiskValidators: try eachEntry(
        "at_risk_validators", message.atRiskValidators, key: SomaAddress.init(argument:),
        value: { $0 }))
  }
}

extension Validator {
  fileprivate init(_ message: Soma_Rpc_Validator) throws(WireError) {
    self.init(
      metadata: try ValidatorMetadata(message),
      votingPower: try Field("voting_power", message.hasVotingPower, message.votingPower).number(),
      stakingPool: try Field("staking_pool", message.hasStakingPool, message.stakingPool)
        .map(StakingPool.init(_:)),
      commissionRate: try Field(
        "commission_rate", message.hasCommissionRate, message.commissionRate
      ).number(),
      nextEpochStake: try Field(
        "next_epoch_stake", message.hasNextEpochStake, message.nextEpochStake
      ).number(),
      nextEpochCommissionRate: try Field(
        "next_epoch_commission_rate", message.hasNextEpochCommissionRate,
        message.nextEpochCommissionRate
      ).number())
  }
}

extension Soma_Rpc_ValidatorSet {
  /// Writes the validators. A position that does not fit into protobuf's 32 bits becomes the last.
  init(_ set: ValidatorSet) {
    self.init()
    totalStake = set.totalStake.shannons
    validators = set.validators.map(Soma_Rpc_Validator.init(_:))
    pendingValidators = set.pendingValidators.map(Soma_Rpc_Validator.init(_:))
    pendingRemovals = set.pendingRemovals.map(UInt32.init(clamping:))
    for (pool, address) in set.stakingPoolMappings {
      stakingPoolMappings[pool.text(.prefixed)] = address.text(.bare)
    }
    for (pool, validator) in set.inactiveValidators {
      inactiveValidators[pool.text(.prefixed)] = Soma_Rpc_Validator(validator)
    }
    for (address, epochs) in set.atRiskValidators {
      atRiskValidators[address.text(.bare)] = epochs
    }
  }
}

extension Soma_Rpc_Validator {
  fileprivate init(_ validator: Validator) {
    self.init()
    set(validator.metadata)
    votingPower = validator.votingPower.rawValue
    stakingPool = Soma_Rpc_StakingPool(validator.stakingPool)
    commissionRate = validator.commissionRate.rawValue
    nextEpochStake = validator.nextEpochStake.shannons
    nextEpochCommissionRate = validator.nextEpochCommissionRate.rawValue
  }
}
