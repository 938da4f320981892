import SomaTypes

// Source: chain `ValidatorSet::advance_epoch` in `types/src/system_state/validator.rs`.

extension ValidatorSet {
  /// For how many epochs a validator may have little stake before it has to go.
  private static let graceEpochs: UInt64 = 7
  /// The least part of all stake, in ten-thousandths, that a candidate joins with.
  private static let joiningPower: UInt64 = 12
  /// Below this a validator is at risk.
  private static let lowPower: UInt64 = 8
  /// Below this it has to go at once.
  private static let veryLowPower: UInt64 = 4

  /// The part of a boundary that is about validators: rewards, commission, stake, who leaves, who
  /// joins, staged changes, voting power.
  ///
  /// - Parameters:
  ///   - epoch: The epoch that begins.
  ///   - rewards: What validators and their stakers get; what nobody got is left in it.
  ///   - reports: On validators, from the epoch that ends; those on or by validators that leave go.
  ///   - events: Who joined and who left.
  /// - Returns: The receipts for commissions.
  mutating func advance(
    to epoch: Epoch, rewards: inout Amount, reports: inout [SomaAddress: Set<SomaAddress>],
    events: inout [StateEvent]
  ) -> [SomaAddress: StakedSoma] {
    let receipts = distribute(&rewards, reports: reports, activationEpoch: epoch)
    for index in validators.indices {
      validators[index].commissionRate = validators[index].nextEpochCommissionRate
      validators[index].stakingPool.processPendingWithdrawals()
      validators[index].stakingPool.processPendingStake()
      validators[index].stakingPool.storeExchangeRate(for: epoch)
    }
    for index in pendingValidators.indices {
      pendingValidators[index].stakingPool.processPendingWithdrawals()
      pendingValidators[index].stakingPool.processPendingStake()
    }
    removeLeaving(in: epoch, &reports, &events)
    let allStake = (validators + pendingValidators).reduce(Amount.zero) {
      $0.addingClamped($1.stakingPool.somaBalance)
    }
    removeWeak(in: epoch, of: allStake, &reports, &events)
    admitCandidates(in: epoch, of: allStake, &events)
    effectuateStagedMetadata(&events)
    assignVotingPower()
    return receipts
  }

  private mutating func removeLeaving(
    in epoch: Epoch, _ reports: inout [SomaAddress: Set<SomaAddress>],
    _ events: inout [StateEvent]
  ) {
    // From the back, so that the positions in front stay true.
    for position in pendingRemovals.sorted(by: >) where position < validators.count {
      let validator = validators.remove(at: Int(position))
      retire(validator, in: epoch, voluntary: true, &reports, &events)
    }
    pendingRemovals = []
  }

  /// Stake is measured against `allStake`: of all that are there when this begins, candidates too.
  private mutating func removeWeak(
    in epoch: Epoch, of allStake: Amount, _ reports: inout [SomaAddress: Set<SomaAddress>],
    _ events: inout [StateEvent]
  ) {
    for index in validators.indices.reversed() {
      let address = validators[index].metadata.somaAddress
      let power = Self.rawPower(of: validators[index], in: allStake)
      if power >= Self.lowPower {
        atRiskValidators[address] = nil
        continue
      }
      if power >= Self.veryLowPower {
        let epochs = (atRiskValidators[address] ?? 0).addingClamped(1)
        atRiskValidators[address] = epochs
        guard epochs > Self.graceEpochs else { continue }
      }
      // The last one takes its place: the chain's order of validators depends on it.
      validators.swapAt(index, validators.count - 1)
      let validator = validators.removeLast()
      retire(validator, in: epoch, voluntary: false, &reports, &events)
    }
  }

  private mutating func admitCandidates(
    in epoch: Epoch, of allStake: Amount, _ events: inout [StateEvent]
  ) {
    let candidates = pendingValidators
    pendingValidators = []
    for var candidate in candidates {
      guard Self.rawPower(of: candidate, in: allStake) >= Self.joiningPower else {
        pendingValidators.append(candidate)
        continue
      }
      candidate.stakingPool.activate(in: epoch)
      validators.append(candidate)
      events.append(.validatorJoined(candidate.metadata.somaAddress))
    }
  }

  /// Its part of all stake, in ten-thousandths.
  private static func rawPower(of validator: Validator, in allStake: Amount) -> UInt64 {
    VotingPower.total.rawValue.scaled(
      by: validator.stakingPool.somaBalance.shannons, over: allStake.shannons)
  }

  private mutating func retire(
    _ validator: Validator, in epoch: Epoch, voluntary: Bool,
    _ reports: inout [SomaAddress: Set<SomaAddress>], _ events: inout [StateEvent]
  ) {
    let address = validator.metadata.somaAddress
    atRiskValidators[address] = nil
    reports[address] = nil
    reports = reports.compactMapValues { reporters in
      let others = reporters.subtracting([address])
      return others.isEmpty ? nil : others
    }
    var ended = validator
    ended.stakingPool.deactivationEpoch = epoch
    inactiveValidators[validator.stakingPool.id] = ended
    events.append(.validatorLeft(address, voluntary: voluntary))
  }
}
