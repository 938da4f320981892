import SomaTypes

// What becomes of a target's reward. Source: CHAIN.md 3.2, 4.4 and 10.3;
// `authority/src/execution/submission.rs`.

extension Execution {
  /// ClaimRewards: pays out a target, or takes back what an expired one holds, and ends it.
  mutating func claim(_ id: TargetID) throws(ExecutionFailure) {
    let (object, target) = try readTarget(id)
    switch target.status {
    case .claimed:
      throw .targetAlreadyClaimed
    case .filled(let fillEpoch):
      guard let audit = fillEpoch.next, state.epoch > audit else {
        throw .auditWindowOpen(fillEpoch: fillEpoch, currentEpoch: state.epoch)
      }
      if let reporters = target.reportQuorum(in: state.validators) {
        divide(target.bondAmount, among: reporters)
        let share = try forfeit(target.rewardPool)
        emit(.claimerPaidFromForfeit(id, share))
      } else {
        try payOut(target)
      }
    case .open:
      guard state.epoch > target.generationEpoch else { throw .targetNotFilled }
      _ = try forfeit(target.rewardPool)
    }
    delete(object.id)
    saveState()
  }

  /// Submitter, model owner, claimer, and the bond back to the submitter, in this order. Who gets
  /// nothing takes no number.
  private mutating func payOut(_ target: Target) throws(ExecutionFailure) {
    guard let submitter = target.submitter else { throw .targetNotFilled }
    let reward = target.rewardPool
    let parameters = state.parameters
    let submitterShare = reward.share(parameters.targetSubmitterRewardShareBps)
    let modelShare = reward.share(parameters.targetModelRewardShareBps)
    let claimerShare = reward.share(parameters.targetClaimerIncentiveBps)
    guard
      let remainder = reward.subtracting(submitterShare)?.subtracting(modelShare)?
        .subtracting(claimerShare)
    else { throw .arithmeticOverflow }
    // Rounding is the submitter's gain, and so is the share of a model without an owner, which no
    // filled target has.
    var submitterTotal = try submitterShare.checkedSum(remainder)
    if target.winningModelOwner == nil {
      submitterTotal = try submitterTotal.checkedSum(modelShare)
    }
    payIfAny(submitterTotal, to: submitter)
    if let owner = target.winningModelOwner { payIfAny(modelShare, to: owner) }
    payIfAny(claimerShare, to: sender)
    payIfAny(target.bondAmount, to: submitter)
  }

  /// Returns a reward to the emission pool, less the claimer's share.
  ///
  /// After a quorum of reports a node returns all of it and pays the share on top.
  ///
  /// - Returns: The claimer's share.
  private mutating func forfeit(_ reward: Amount) throws(ExecutionFailure) -> Amount {
    let share = reward.share(state.parameters.targetClaimerIncentiveBps)
    guard let rest = reward.subtracting(share) else { throw .arithmeticOverflow }
    try state.returnToEmissionPool(rest)
    payIfAny(share, to: sender)
    return share
  }

  /// Splits a bond evenly; the first gets what does not divide.
  private mutating func divide(_ bond: Amount, among reporters: [SomaAddress]) {
    let (part, rest) = bond.shannons.quotientAndRemainder(
      dividingBy: max(1, UInt64(reporters.count)))
    for (index, reporter) in reporters.enumerated() {
      payIfAny(Amount(shannons: index == 0 ? part + rest : part), to: reporter)
    }
  }

  private mutating func payIfAny(_ amount: Amount, to recipient: SomaAddress) {
    if amount > .zero { createCoin(worth: amount, for: recipient) }
  }
}
