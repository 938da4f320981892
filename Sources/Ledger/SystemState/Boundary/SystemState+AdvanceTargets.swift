import SomaTypes

// Source: chain `advance_epoch_targets` and `adjust_difficulty` in `types/src/system_state/mod.rs`,
// `update_hits_ema` in `target_state.rs`.

extension SystemState {
  /// The part of a boundary that is about the difficulty and the reward of targets.
  mutating func advanceTargets() {
    targetState.updateHitsEma(decay: parameters.targetHitsEmaDecayBps)
    adjustDifficulty()
    targetState.targetsGeneratedThisEpoch = 0
    targetState.hitsThisEpoch = 0
    targetState.rewardPerTarget = rewardPerTarget()
  }

  /// Makes targets harder after more hits than wanted, and easier after fewer. In 32-bit floats
  /// and in the chain's order of operations, so the bits are the chain's.
  private mutating func adjustDifficulty() {
    let hits = targetState.hitsEma
    let wanted = parameters.targetHitsPerEpoch
    // No hit ever: nothing to learn from.
    guard hits > 0, let threshold = targetState.distanceThreshold.values.first,
      let hardest = parameters.targetMinDistanceThreshold.values.first,
      let easiest = parameters.targetMaxDistanceThreshold.values.first
    else { return }
    let rate = parameters.targetDifficultyAdjustmentRateBps.rawValue
    let adjusted: Float
    if protocolVersion >= 3 {
      let deviation: Float = 0.022
      let score = (1 - threshold) / deviation
      let least: Float = protocolVersion >= 5 ? 2 : 0.1
      let step = max(abs(score) * (Float(rate) / 10_000), least)
      let moved = hits > wanted ? score + step : hits < wanted ? score - step : score
      let clamped = min(max(moved, (1 - easiest) / deviation), (1 - hardest) / deviation)
      adjusted = 1 - deviation * clamped
    } else {
      let factor: Float =
        hits > wanted
        ? Float(10_000 - min(rate, 10_000)) / 10_000
        : hits < wanted ? Float(rate.addingClamped(10_000)) / 10_000 : 1
      adjusted = min(max(threshold * factor, hardest), easiest)
    }
    targetState.distanceThreshold = SomaTensor(scalar: adjusted)
  }
}

extension TargetState {
  /// Mixes this epoch's hits into the smoothed ones, which begin with the first hits there are.
  mutating func updateHitsEma(decay: BasisPoints) {
    let all = BasisPoints.all.rawValue
    guard hitsEma > 0 else {
      hitsEma = hitsThisEpoch
      return
    }
    let kept = min(decay.rawValue, all)
    let old = hitsEma.multipliedFullWidth(by: kept)
    let new = hitsThisEpoch.multipliedFullWidth(by: all - kept)
    let (low, carry) = old.low.addingReportingOverflow(new.low)
    // The sum of the weights is `all`, so the quotient fits.
    hitsEma = all.dividingFullWidth((old.high + new.high + (carry ? 1 : 0), low)).quotient
  }
}
