public import SomaTypes

// Source: chain `types/src/system_state/staking.rs`; CHAIN.md 4.1 to 4.3.

extension StakingPool {
  /// Whether it does not count yet: of a candidate, or of a model that was never revealed.
  public var isPreactive: Bool { activationEpoch == nil }

  /// Whether it has ended.
  public var isInactive: Bool { deactivationEpoch != nil }

  /// The money inside: balance and pending stake, without what has been paid out and is only still
  /// in the books.
  public var held: Amount {
    somaBalance.addingClamped(pendingStake).subtractingClamped(pendingTotalSomaWithdraw)
  }

  /// What shares are worth now.
  var currentRate: PoolTokenExchangeRate {
    PoolTokenExchangeRate(somaAmount: somaBalance, poolTokenAmount: poolTokenBalance)
  }

  /// Takes stake; a preactive pool counts it at once, any other at the next boundary.
  ///
  /// - Parameters:
  ///   - amount: More than zero.
  ///   - epoch: The epoch that runs; the receipt says the next one.
  /// - Returns: The receipt.
  /// - Throws: ``ExecutionFailure/arithmeticOverflow``.
  mutating func addStake(
    _ amount: Amount, in epoch: Epoch
  ) throws(ExecutionFailure) -> StakedSoma {
    guard let activationEpoch = epoch.next else { throw .arithmeticOverflow }
    return try addStake(amount, activationEpoch: activationEpoch)
  }

  /// Takes stake that earns from `activationEpoch` on.
  mutating func addStake(
    _ amount: Amount, activationEpoch: Epoch
  ) throws(ExecutionFailure) -> StakedSoma {
    guard let pending = pendingStake.adding(amount), somaBalance.adding(pending) != nil else {
      throw .arithmeticOverflow
    }
    pendingStake = pending
    if isPreactive { processPendingStake() }
    return StakedSoma(poolID: id, activationEpoch: activationEpoch, principal: amount)
  }

  /// Counts the pending stake, at the worth that shares have now.
  mutating func processPendingStake() {
    let rate = currentRate
    somaBalance = somaBalance.addingClamped(pendingStake)
    poolTokenBalance = rate.poolTokens(for: somaBalance)
    pendingStake = .zero
  }

  /// Takes what has been paid out off the books.
  mutating func processPendingWithdrawals() {
    somaBalance = somaBalance.subtractingClamped(pendingTotalSomaWithdraw)
    poolTokenBalance -= min(poolTokenBalance, pendingPoolTokenWithdraw)
    pendingTotalSomaWithdraw = .zero
    pendingPoolTokenWithdraw = 0
  }

  /// Adds rewards, which every share takes part in. Only the pools of validators have any.
  mutating func depositRewards(_ amount: Amount) {
    somaBalance = somaBalance.addingClamped(amount)
    rewardsPool = rewardsPool.addingClamped(amount)
  }

  /// Notes what shares are worth at the start of `epoch`.
  mutating func storeExchangeRate(for epoch: Epoch) { exchangeRates[epoch] = currentRate }

  /// Begins to count.
  mutating func activate(in epoch: Epoch) {
    activationEpoch = epoch
    storeExchangeRate(for: epoch)
  }

  /// The newest rate between activation and `epoch`, which counts as the last one when the pool
  /// has ended; one to one when there is none.
  public func exchangeRate(at epoch: Epoch) -> PoolTokenExchangeRate {
    guard let activationEpoch, epoch >= activationEpoch else { return .oneToOne }
    let last = deactivationEpoch.map { min($0, epoch) } ?? epoch
    let newest = exchangeRates.keys.filter { activationEpoch <= $0 && $0 <= last }.max()
    return newest.flatMap { exchangeRates[$0] } ?? .oneToOne
  }

  /// Takes away a part of the balance, pending stake excepted.
  ///
  /// Never more than is inside: what withdrawals have taken cannot be taken again.
  ///
  /// - Returns: What the rate says, and what was taken.
  mutating func slash(_ rate: BasisPoints) -> (unlimited: Amount, taken: Amount) {
    let unlimited = somaBalance.share(rate)
    let taken = min(unlimited, somaBalance.subtractingClamped(pendingTotalSomaWithdraw))
    somaBalance = somaBalance.subtractingClamped(taken)
    return (unlimited, taken)
  }
}
