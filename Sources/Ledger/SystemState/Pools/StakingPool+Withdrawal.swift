import SomaTypes

// Source: chain `types/src/system_state/staking.rs`; CHAIN.md 4.3 and 4.5.
//
// Where the chain's unsigned figures would wrap below zero, these stop at zero and take the money
// from where it is. The sum over balance and pending stake is the chain's in every case.

extension StakingPool {
  /// Pays a receipt back.
  ///
  /// - Parameters:
  ///   - receipt: Of this pool.
  ///   - epoch: The epoch that runs.
  ///   - policy: What receipts of slashed pools are worth.
  ///   - events: Gets ``StateEvent/countedStakeWithdrawn(poolID:amount:)`` and
  ///     ``StateEvent/unbackedPayment(poolID:unbacked:)``.
  /// - Returns: What the receipt is worth.
  mutating func withdraw(
    _ receipt: StakedSoma, in epoch: Epoch, policy: SlashedStakePolicy,
    events: inout [StateEvent]
  ) -> StakeWithdrawal {
    let paid: Amount
    let unbacked: Amount
    if receipt.activationEpoch > epoch {
      paid = receipt.principal
      unbacked = takePendingStake(paid, events: &events)
    } else if policy == .asIntended, isStranded(receipt) {
      paid = receipt.principal
      pendingStake = pendingStake.subtractingClamped(paid)
      unbacked = .zero
    } else {
      let shares = exchangeRate(at: receipt.activationEpoch).poolTokens(for: receipt.principal)
      let worth =
        slashedWorth(of: shares, policy: policy)
        ?? receipt.principal.addingClamped(
          takeRewards(on: receipt.principal, shares: shares, in: epoch))
      paid = policy == .asIntended ? min(worth, held) : worth
      unbacked = takeBalance(paid, shares: shares)
    }
    if unbacked > .zero { events.append(.unbackedPayment(poolID: id, unbacked: unbacked)) }
    return StakeWithdrawal(paid: paid, unbacked: unbacked)
  }

  /// Whether the stake was still pending when the pool ended, and so never became part of the
  /// balance. The last boundary that counted stake left a rate.
  private func isStranded(_ receipt: StakedSoma) -> Bool {
    guard let deactivationEpoch, !isPreactive, pendingStake >= receipt.principal else {
      return false
    }
    return receipt.activationEpoch > deactivationEpoch
      || (receipt.activationEpoch == deactivationEpoch && exchangeRates[deactivationEpoch] == nil)
  }

  /// What so many shares are worth in an ended pool that holds less than one shannon per share;
  /// `nil` for any other pool, and as shipped for all. Rewards only ever make shares worth more, so
  /// this one was slashed.
  private func slashedWorth(of shares: UInt64, policy: SlashedStakePolicy) -> Amount? {
    let left = somaBalance.subtractingClamped(pendingTotalSomaWithdraw)
    let allShares = poolTokenBalance - min(poolTokenBalance, pendingPoolTokenWithdraw)
    guard policy == .asIntended, isInactive, left.shannons < allShares else { return nil }
    return Amount(shannons: left.shannons.scaled(by: min(shares, allShares), over: allShares))
  }

  /// What the shares have earned, as far as there are rewards.
  private mutating func takeRewards(
    on principal: Amount, shares: UInt64, in epoch: Epoch
  ) -> Amount {
    let worth = exchangeRate(at: epoch).soma(for: shares)
    let reward = min(worth.subtractingClamped(principal), rewardsPool)
    rewardsPool = rewardsPool.subtractingClamped(reward)
    return reward
  }

  /// Takes stake that does not count yet; what a preactive pool has counted at once, from the
  /// balance.
  ///
  /// - Returns: What was missing.
  private mutating func takePendingStake(
    _ amount: Amount, events: inout [StateEvent]
  ) -> Amount {
    let pending = min(amount, pendingStake)
    pendingStake = pendingStake.subtractingClamped(pending)
    let counted = amount.subtractingClamped(pending)
    guard counted > .zero else { return .zero }
    events.append(.countedStakeWithdrawn(poolID: id, amount: counted))
    let rate = currentRate
    let taken = min(counted, somaBalance.subtractingClamped(pendingTotalSomaWithdraw))
    somaBalance = somaBalance.subtractingClamped(taken)
    poolTokenBalance = rate.poolTokens(for: somaBalance)
    return counted.subtractingClamped(taken)
  }

  /// Takes money and shares out at the next boundary, or at once when there will be none for this
  /// pool. What the balance lacks comes from pending stake: of an ended pool, or of one whose
  /// boundary was lost to safe mode.
  ///
  /// - Returns: What was missing.
  private mutating func takeBalance(_ amount: Amount, shares: UInt64) -> Amount {
    let available = somaBalance.subtractingClamped(pendingTotalSomaWithdraw)
    let fromBalance = min(amount, available)
    pendingTotalSomaWithdraw = pendingTotalSomaWithdraw.addingClamped(fromBalance)
    pendingPoolTokenWithdraw = pendingPoolTokenWithdraw.addingClamped(shares)
    if isInactive { processPendingWithdrawals() }
    let rest = amount.subtractingClamped(fromBalance)
    let fromPending = min(rest, pendingStake)
    pendingStake = pendingStake.subtractingClamped(fromPending)
    return rest.subtractingClamped(fromPending)
  }
}
