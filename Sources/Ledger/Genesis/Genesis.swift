import BCS
import SomaCrypto
public import SomaTypes

/// The first state of a local chain.
///
/// Source: chain `types/src/genesis_builder.rs`; CHAIN.md 6.2.
public struct Genesis: Equatable, Sendable {
  /// The content of the system state object.
  public private(set) var systemState: SystemState
  /// What the Genesis transaction makes, in its order, the system state last. As on the chain the
  /// versions are 0 and there is no previous transaction; its execution sets both.
  public private(set) var objects: [SomaObject] = []

  private var objectCount: UInt64 = 0

  /// Builds the state.
  ///
  /// - Throws: ``GenesisError``.
  public init(_ config: GenesisConfig) throws(GenesisError) {
    try config.validate()
    let identities = try config.validators.indices.map { position throws(GenesisError) in
      try ValidatorIdentity(salt: config.salt, position: position)
    }
    let parameters =
      config.parameters ?? SystemParameters(protocolVersion: config.protocolVersion)
    systemState = SystemState(
      epoch: 0, protocolVersion: config.protocolVersion,
      validators: ValidatorSet(totalStake: .zero, validators: []), parameters: parameters,
      epochStartTimestampMs: config.startTimestampMs,
      emissionPool: EmissionPool(
        balance: try config.emissionFund(), emissionPerEpoch: config.emissionPerEpoch),
      targetState: TargetState(distanceThreshold: parameters.targetInitialDistanceThreshold))
    addValidators(zip(config.validators, identities).map { ($0, $1) })
    for model in config.models { try addModel(model) }
    try allocate(config, to: identities)
    systemState.validators.assignVotingPower()
    makeTargets()
    objects.append(
      SomaObject(
        type: .systemState, version: 0, id: .systemState, content: systemState.bcsBytes,
        owner: .shared(initialVersion: 0), previousTransaction: .zero))
  }

  /// In the order of their addresses, which also numbers their pools.
  private mutating func addValidators(_ validators: [(GenesisConfig.Validator, ValidatorIdentity)])
  {
    for (validator, identity) in validators.sorted(by: { $0.1.address < $1.1.address }) {
      var pool = StakingPool(id: StakingPoolID(nextID().bytes))
      // Before there is any stake: the first rate is one to one.
      pool.activate(in: 0)
      systemState.validators.stakingPoolMappings[pool.id] = identity.address
      systemState.validators.validators.append(
        Validator(
          metadata: identity.metadata, votingPower: 0, stakingPool: pool,
          commissionRate: validator.commissionRate, nextEpochStake: .zero,
          nextEpochCommissionRate: validator.commissionRate))
    }
  }

  private mutating func addModel(_ model: GenesisModel) throws(GenesisError) {
    let modelID = ModelID(nextID().bytes)
    let embedding = GenesisEmbedding.tensor(
      for: modelID, dimension: systemState.parameters.targetEmbeddingDim)
    let commitments = ModelCommitments(
      manifest: model.manifest, weightsCommitment: model.weightsCommitment,
      embeddingCommitment: embedding.commitment,
      decryptionKeyCommitment: model.decryptionKey.commitment)
    var pool = StakingPool(id: GenesisEmbedding.poolID(of: modelID))
    pool.activate(in: 0)
    if model.stake > .zero {
      let receipt = pool.addGenesisStake(model.stake)
      add(receipt, to: model.owner)
    }
    let registry = systemState.modelRegistry
    systemState.modelRegistry.totalModelStake =
      registry.totalModelStake.addingClamped(model.stake)
    systemState.modelRegistry.stakingPoolMappings[pool.id] = modelID
    systemState.modelRegistry.models[modelID] = Model(
      owner: model.owner, architectureVersion: systemState.parameters.modelArchitectureVersion,
      stakingPool: pool, commissionRate: model.commissionRate,
      nextEpochCommissionRate: model.commissionRate,
      state: .active(
        RevealedModel(
          commitments: commitments, decryptionKey: model.decryptionKey, embedding: embedding),
        pendingUpdate: nil))
  }

  /// Gives out coins and stake, in the order of the configuration.
  private mutating func allocate(
    _ config: GenesisConfig, to identities: [ValidatorIdentity]
  ) throws(GenesisError) {
    for account in config.accounts {
      for balance in account.balances { addCoin(balance, to: account.address) }
    }
    for (validator, identity) in zip(config.validators, identities) {
      addCoin(validator.gas, to: identity.address)
      guard var staked = systemState.validators.validator(identity.address) else { continue }
      let receipt = staked.stakingPool.addGenesisStake(validator.stake)
      staked.nextEpochStake = staked.nextEpochStake.addingClamped(validator.stake)
      systemState.validators.replace(staked)
      add(receipt, to: identity.address)
    }
  }

  /// Targets of epoch 0, if any model is Active. Half of the epoch's budget is left for those that
  /// replace them.
  private mutating func makeTargets() {
    guard systemState.modelRegistry.models.values.contains(where: \.isActive) else { return }
    let count = systemState.parameters.targetInitialTargetsPerEpoch
    let estimate = max(1, count.addingClamped(count))
    systemState.targetState.rewardPerTarget =
      Amount(shannons: systemState.targetBudget.shannons / estimate)
    for number in 0..<count where systemState.targetShortage == nil {
      let seed = TargetSeed(transaction: .zero, creationNumber: number)
      let target = systemState.payForTarget(seed: seed)
      add(.target, target.bcsBytes, owner: .shared(initialVersion: 1))
    }
  }

  private mutating func addCoin(_ balance: Amount, to owner: SomaAddress) {
    add(.coin, balance.bcsBytes, owner: .address(owner))
  }

  private mutating func add(_ receipt: StakedSoma, to owner: SomaAddress) {
    add(.stakedSoma, receipt.bcsBytes, owner: .address(owner))
  }

  private mutating func add(_ type: ObjectType, _ content: [UInt8], owner: Owner) {
    objects.append(
      SomaObject(
        type: type, version: 0, id: nextID(), content: content, owner: owner,
        previousTransaction: .zero))
  }

  /// The next id, of an object, a pool or a model.
  private mutating func nextID() -> ObjectID {
    var hasher = Blake2b256()
    hasher.update("soma-genesis-object-id")
    withUnsafeBytes(of: objectCount.littleEndian) { hasher.update($0) }
    objectCount += 1
    return ObjectID(hasher.finalize())
  }
}

extension StakingPool {
  /// Takes stake that counts at once and earns from epoch 0 on. Its sum with all other stake is
  /// part of the total supply, so it fits.
  fileprivate mutating func addGenesisStake(_ amount: Amount) -> StakedSoma {
    pendingStake = amount
    processPendingStake()
    return StakedSoma(poolID: id, activationEpoch: 0, principal: amount)
  }
}
