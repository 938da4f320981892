import SomaTypes

// Source: chain `set_voting_power` and `effectuate_staged_metadata` in
// `types/src/system_state/validator.rs`; CHAIN.md 6.2.

extension ValidatorSet {
  /// The most that one validator may have, unless there are too few of them.
  private static let maximumPower: UInt64 = 1000

  /// Gives out all voting power by stake, capped; what caps and rounding leave over is dealt out
  /// evenly, the strongest first. Does nothing without stake.
  mutating func assignVotingPower() {
    totalStake = validators.reduce(.zero) { $0.addingClamped($1.stakingPool.somaBalance) }
    guard totalStake > .zero else { return }
    let total = VotingPower.total.rawValue
    let count = UInt64(validators.count)
    let evenly = (total + count - 1) / count
    let cap = min(max(evenly, Self.maximumPower), total)
    let strongestFirst = validators.indices.sorted {
      let (left, right) = (validators[$0], validators[$1])
      if left.stakingPool.somaBalance != right.stakingPool.somaBalance {
        return left.stakingPool.somaBalance > right.stakingPool.somaBalance
      }
      return left.metadata.somaAddress < right.metadata.somaAddress
    }
    var powers = validators.map {
      min(total.scaled(by: $0.stakingPool.somaBalance.shannons, over: totalStake.shannons), cap)
    }
    let left = total - min(total, powers.reduce(0, +))
    for (rank, index) in strongestFirst.enumerated() {
      powers[index] += left / count + (UInt64(rank) < left % count ? 1 : 0)
    }
    for index in validators.indices {
      validators[index].votingPower = VotingPower(powers[index])
    }
  }

  /// Applies what validators have staged, except where it would make two of them look alike: then
  /// the later one that has staged something keeps what it had.
  mutating func effectuateStagedMetadata(_ events: inout [StateEvent]) {
    let effective = validators.map(\.metadata.effective)
    var dropped: [Int: String] = [:]
    for second in validators.indices {
      for first in 0..<second {
        guard let field = effective[first].sharedFieldNow(with: effective[second]) else { continue }
        if validators[second].metadata.hasStagedChanges {
          dropped[second] = field
        } else if validators[first].metadata.hasStagedChanges {
          dropped[first] = field
        }
      }
    }
    for index in validators.indices {
      if let field = dropped[index] {
        let address = validators[index].metadata.somaAddress
        events.append(.stagedMetadataDropped(address, field: field))
        validators[index].metadata.nextEpoch = NextEpochValidatorMetadata()
      } else {
        validators[index].metadata.effectuate()
      }
    }
  }
}
