import SomaTypes

// Source: chain `types/src/system_state/validator.rs`.

extension ValidatorSet {
  /// Gives rewards to validators and their stakers, by voting power. One that a quorum reported
  /// loses half of its reward to the others.
  ///
  /// - Parameters:
  ///   - rewards: What there is; what nobody got is left in it.
  ///   - reports: On validators.
  ///   - activationEpoch: From when on the receipts count: the epoch that begins.
  /// - Returns: The receipts for commissions.
  mutating func distribute(
    _ rewards: inout Amount, reports: [SomaAddress: Set<SomaAddress>], activationEpoch: Epoch
  ) -> [SomaAddress: StakedSoma] {
    var receipts: [SomaAddress: StakedSoma] = [:]
    for (index, reward) in adjustedRewards(of: rewards, reports: reports).enumerated() {
      rewards = rewards.subtractingClamped(reward)
      let commission = min(reward.share(validators[index].commissionRate), reward)
      let earned = validators[index].earn(
        commission: commission, stakers: reward.subtractingClamped(commission),
        activationEpoch: activationEpoch)
      receipts[validators[index].metadata.somaAddress] = earned
    }
    return receipts
  }

  private func adjustedRewards(
    of rewards: Amount, reports: [SomaAddress: Set<SomaAddress>]
  ) -> [Amount] {
    let allPower = validators.reduce(UInt64(0)) { $0.addingClamped($1.votingPower.rawValue) }
    let unadjusted = validators.map {
      Amount(shannons: rewards.shannons.scaled(by: $0.votingPower.rawValue, over: allPower))
    }
    let isSlashed = validators.map { isQuorum(reports[$0.metadata.somaAddress] ?? []) }
    var forfeited = Amount.zero
    var slashedPower: UInt64 = 0
    for index in validators.indices where isSlashed[index] {
      forfeited = forfeited.addingClamped(
        unadjusted[index].share(SystemParameters.rewardSlashingRateBps))
      slashedPower = slashedPower.addingClamped(validators[index].votingPower.rawValue)
    }
    let otherPower = allPower - min(allPower, slashedPower)
    return validators.indices.map { index in
      guard !isSlashed[index] else {
        return unadjusted[index].subtractingClamped(
          unadjusted[index].share(SystemParameters.rewardSlashingRateBps))
      }
      let bonus = forfeited.shannons.scaled(
        by: validators[index].votingPower.rawValue, over: otherPower)
      return unadjusted[index].addingClamped(Amount(shannons: bonus))
    }
  }
}

extension Validator {
  /// Stakes a commission, and shares the rest among all stakers.
  ///
  /// - Returns: The receipt for the commission, if there is one.
  fileprivate mutating func earn(
    commission: Amount, stakers: Amount, activationEpoch: Epoch
  ) -> StakedSoma? {
    var receipt: StakedSoma?
    if commission > .zero {
      stakingPool.pendingStake = stakingPool.pendingStake.addingClamped(commission)
      receipt = StakedSoma(
        poolID: stakingPool.id, activationEpoch: activationEpoch, principal: commission)
    }
    stakingPool.depositRewards(stakers)
    nextEpochStake = nextEpochStake.addingClamped(commission).addingClamped(stakers)
    return receipt
  }
}
