public import SomaProto
public import SomaTypes

extension SystemState {
  /// Reads everything but the epoch and the models, which the caller has read.
  init(
    _ message: Soma_Rpc_SystemState, epoch: Epoch, models: [ModelID: Model]
  ) throws(WireError) {
    self.init(
      epoch: epoch,
      protocolVersion: try Field(
        "protocol_version", message.hasProtocolVersion, message.protocolVersion
      ).value,
      validators: try Field("validators", message.hasValidators, message.validators)
        .map(ValidatorSet.init(_:)),
      parameters: try Field("parameters", message.hasParameters, message.parameters)
        .map(SystemParameters.init(_:)),
      epochStartTimestampMs: try Field(
        "epoch_start_timestamp_ms", message.hasEpochStartTimestampMs,
        message.epochStartTimestampMs
      ).value,
      validatorReportRecords: try eachEntry(
        "validator_report_records", message.validatorReportRecords,
        key: SomaAddress.init(argument:), value: Set.init(reporters:)),
      modelRegistry: try Field("model_registry", message.hasModelRegistry, message.modelRegistry)
        .mapIfPresent { (registry) throws(WireError) in
          try ModelRegistry(registry, models: models)
        } ?? ModelRegistry(),
      emissionPool: try Field("emission_pool", message.hasEmissionPool, message.emissionPool)
        .map(EmissionPool.init(_:)),
      targetState: try Field("target_state", message.hasTargetState, message.targetState)
        .mapIfPresent(TargetState.init(_:))
        ?? TargetState(distanceThreshold: SomaTensor(scalar: 0)),
      safeMode: message.safeMode,
      safeModeAccumulatedFees: Amount(message.safeModeAccumulatedFees),
      safeModeAccumulatedEmissions: Amount(message.safeModeAccumulatedEmissions))
  }
}

extension ModelRegistry {
  fileprivate init(
    _ message: Soma_Rpc_ModelRegistry, models: [ModelID: Model]
  ) throws(WireError) {
    self.init(
      models: models,
      stakingPoolMappings: try eachEntry(
        "staking_pool_mappings", message.stakingPoolMappings, key: StakingPoolID.init(argument:),
        value: ModelID.init(argument:)),
      totalModelStake: try Field(
        "total_model_stake", message.hasTotalModelStake, message.totalModelStake
      ).number(),
      modelReportRecords: try eachEntry(
        "model_report_records", message.modelReportRecords, key: ModelID.init(argument:),
        value: Set.init(reporters:)))
  }
}

extension Set<SomaAddress> {
  fileprivate init(reporters message: Soma_Rpc_ReporterSet) throws(WireError) {
    self.init(try each("reporters", message.reporters, SomaAddress.init(argument:)))
  }
}

extension EmissionPool {
  fileprivate init(_ message: Soma_Rpc_EmissionPool) throws(WireError) {
    self.init(
      balance: try Field("balance", message.hasBalance, message.balance).number(),
      emissionPerEpoch: try Field(
        "emission_per_epoch", message.hasEmissionPerEpoch, message.emissionPerEpoch
      ).number())
  }
}

extension TargetState {
  fileprivate init(_ message: Soma_Rpc_TargetState) throws(WireError) {
    self.init(
      distanceThreshold: SomaTensor(
        scalar: try Field(
          "distance_threshold", message.hasDistanceThreshold, message.distanceThreshold
        ).value),
      targetsGeneratedThisEpoch: try Field(
        "targets_generated_this_epoch", message.hasTargetsGeneratedThisEpoch,
        message.targetsGeneratedThisEpoch
      ).value,
      hitsThisEpoch: try Field("hits_this_epoch", message.hasHitsThisEpoch, message.hitsThisEpoch)
        .value,
      hitsEma: try Field("hits_ema", message.hasHitsEma, message.hitsEma).value,
      rewardPerTarget: try Field(
        "reward_per_target", message.hasRewardPerTarget, message.rewardPerTarget
      ).number())
  }
}

extension Soma_Rpc_SystemState {
  /// Writes a state. As from a node, there are no reports of submissions in it.
  public init(_ state: SystemState) {
    self.init()
    epoch = state.epoch.rawValue
    epochStartTimestampMs = state.epochStartTimestampMs
    protocolVersion = state.protocolVersion
    parameters = Soma_Rpc_SystemParameters(state.parameters)
    validators = Soma_Rpc_ValidatorSet(state.validators)
    for (reportee, reporters) in state.validatorReportRecords {
      validatorReportRecords[reportee.text(.bare)] = Soma_Rpc_ReporterSet(reporters)
    }
    emissionPool.balance = state.emissionPool.balance.shannons
    emissionPool.emissionPerEpoch = state.emissionPool.emissionPerEpoch.shannons
    modelRegistry = Soma_Rpc_ModelRegistry(state.modelRegistry)
    targetState.distanceThreshold = state.targetState.distanceThreshold.scalar
    targetState.targetsGeneratedThisEpoch = state.targetState.targetsGeneratedThisEpoch
    targetState.hitsThisEpoch = state.targetState.hitsThisEpoch
    targetState.hitsEma = state.targetState.hitsEma
    targetState.rewardPerTarget = state.targetState.rewardPerTarget.shannons
    safeMode = state.safeMode
    safeModeAccumulatedFees = state.safeModeAccumulatedFees.shannons
    safeModeAccumulatedEmissions = state.safeModeAccumulatedEmissions.shannons
  }
}

extension Soma_Rpc_ModelRegistry {
  fileprivate init(_ registry: ModelRegistry) {
    self.init()
    for (pool, model) in registry.stakingPoolMappings {
      stakingPoolMappings[pool.text(.prefixed)] = model.text(.prefixed)
    }
    totalModelStake = registry.totalModelStake.shannons
    for (model, reporters) in registry.modelReportRecords {
      modelReportRecords[model.text(.prefixed)] = Soma_Rpc_ReporterSet(reporters)
    }
    for (id, model) in registry.models { models[id.text(.prefixed)] = Soma_Rpc_Model(model) }
  }
}

extension Soma_Rpc_ReporterSet {
  fileprivate init(_ reporters: Set<SomaAddress>) {
    self.init()
    self.reporters = reporters.sorted().map { $0.text(.bare) }
  }
}
