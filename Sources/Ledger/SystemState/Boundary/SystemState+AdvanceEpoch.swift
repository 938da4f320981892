public import SomaTypes

// Source: chain `types/src/system_state/mod.rs` and `authority/src/execution/change_epoch.rs`;
// CHAIN.md 1.5.

extension SystemState {
  /// Ends the epoch and begins the next one.
  ///
  /// A boundary that cannot be processed puts the state into safe mode: the epoch number and the
  /// time move on, fees and emission are put aside, and nothing else happens.
  ///
  /// A protocol version above all that are known, where a node of this version aborts, goes on with the
  /// rules of the newest; its ``StateEvent/protocolUpgraded(from:to:)`` is a defect.
  ///
  /// - Parameters:
  ///   - change: The ChangeEpoch transaction. Its `fees` are what the epoch's transactions paid;
  ///     they are out of all coins and now come into the pools.
  ///   - transaction: Its digest, from which ids and targets derive.
  ///   - failure: Makes the boundary fail with this reason, to rehearse safe mode.
  /// - Returns: What else came of it.
  /// - Throws: ``EpochRefusal/unknownProtocolVersion(_:)`` for one below all that are known; nothing
  ///   changes then.
  public mutating func advanceEpoch(
    _ change: ChangeEpoch, transaction: TransactionDigest,
    failingWith failure: ExecutionFailure? = nil
  ) throws(EpochRefusal) -> EpochOutcome {
    guard change.protocolVersion >= SystemParameters.knownProtocolVersions.lowerBound else {
      throw .unknownProtocolVersion(change.protocolVersion)
    }
    var outcome = EpochOutcome()
    let reason: ExecutionFailure? =
      change.epoch == epoch.next ? failure : .advancedToWrongEpoch
    if let reason {
      enterSafeMode(change)
      outcome.events.append(.safeModeEntered(epoch: change.epoch, reason: reason))
      return outcome
    }
    let receipts = settle(change, &outcome)
    var creationNumber: UInt64 = 0
    for (owner, receipt) in receipts.sorted(by: { $0.key < $1.key }) {
      let id = ObjectID.derived(from: transaction, creationNumber: creationNumber)
      outcome.rewards.append(EpochOutcome.Reward(id: id, owner: owner, receipt: receipt))
      creationNumber += 1
    }
    makeTargets(for: transaction, firstCreationNumber: creationNumber, &outcome)
    return outcome
  }

  /// Everything but the new objects. Returns the validators' receipts.
  private mutating func settle(
    _ change: ChangeEpoch, _ outcome: inout EpochOutcome
  ) -> [SomaAddress: StakedSoma] {
    var rewards = change.fees.addingClamped(leaveSafeMode(&outcome.events))
    let previousStart = epochStartTimestampMs
    epochStartTimestampMs = change.epochStartTimestampMs
    adoptParameters(of: change.protocolVersion, &outcome.events)
    let earliest = previousStart.addingClamped(parameters.epochDurationMs)
    // A boundary that was forced early pays no emission.
    if epochStartTimestampMs >= earliest { rewards = rewards.addingClamped(takeEmission()) }
    adjustValueFee(fees: change.fees, &outcome.events)
    epoch = change.epoch

    var validatorShare = rewards.share(parameters.validatorRewardAllocationBps)
    emissionPool.balance = emissionPool.balance
      .addingClamped(rewards.subtractingClamped(validatorShare))
    // Before the targets: their rules depend on it.
    protocolVersion = change.protocolVersion
    advanceTargets()
    let receipts = validators.advance(
      to: epoch, rewards: &validatorShare, reports: &validatorReportRecords,
      events: &outcome.events)
    // After the validators: reports on models count with the new voting powers.
    advanceModels(&outcome)
    emissionPool.balance = emissionPool.balance.addingClamped(validatorShare)
    return receipts
  }

  private mutating func enterSafeMode(_ change: ChangeEpoch) {
    safeMode = true
    epoch = change.epoch
    epochStartTimestampMs = change.epochStartTimestampMs
    safeModeAccumulatedFees = safeModeAccumulatedFees.addingClamped(change.fees)
    safeModeAccumulatedEmissions = safeModeAccumulatedEmissions.addingClamped(takeEmission())
  }

  /// Returns what safe mode has put aside.
  private mutating func leaveSafeMode(_ events: inout [StateEvent]) -> Amount {
    guard safeMode else { return .zero }
    events.append(
      .safeModeLeft(
        accumulatedFees: safeModeAccumulatedFees,
        accumulatedEmissions: safeModeAccumulatedEmissions))
    let extra = safeModeAccumulatedFees.addingClamped(safeModeAccumulatedEmissions)
    safeModeAccumulatedFees = .zero
    safeModeAccumulatedEmissions = .zero
    safeMode = false
    return extra
  }

  /// Takes an epoch's emission, or what is left.
  private mutating func takeEmission() -> Amount {
    let emission = min(emissionPool.emissionPerEpoch, emissionPool.balance)
    emissionPool.balance = emissionPool.balance.subtractingClamped(emission)
    return emission
  }

  /// On a change of version all parameters are those of the new one, but for the value fee. What
  /// genesis had set otherwise is lost. Versions 3 and 5 reset the difficulty.
  private mutating func adoptParameters(of version: UInt64, _ events: inout [StateEvent]) {
    guard version != protocolVersion else { return }
    events.append(.protocolUpgraded(from: protocolVersion, to: version))
    var adopted = SystemParameters(protocolVersion: version)
    adopted.valueFeeBps = parameters.valueFeeBps
    parameters = adopted
    for reset: UInt64 in [3, 5] where protocolVersion < reset && reset <= version {
      targetState.distanceThreshold = parameters.targetInitialDistanceThreshold
      targetState.hitsEma = 0
    }
  }

  private mutating func makeTargets(
    for transaction: TransactionDigest, firstCreationNumber: UInt64,
    _ outcome: inout EpochOutcome
  ) {
    // Without Active models the chain does not even try.
    guard modelRegistry.models.values.contains(where: \.isActive) else { return }
    var creationNumber = firstCreationNumber
    for made in 0..<parameters.targetInitialTargetsPerEpoch {
      if let shortage = targetShortage {
        outcome.events.append(.targetsStopped(made: made, reason: shortage))
        return
      }
      let seed = TargetSeed(transaction: transaction, creationNumber: creationNumber)
      let id = ObjectID.derived(from: transaction, creationNumber: creationNumber)
      outcome.targets.append(EpochOutcome.NewTarget(id: id, target: payForTarget(seed: seed)))
      creationNumber += 1
    }
  }
}
