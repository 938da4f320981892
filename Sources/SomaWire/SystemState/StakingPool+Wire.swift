import SomaProto
import SomaTypes

extension StakingPool {
  /// Reads a pool; the epochs and the exchange rates can be absent.
  init(_ message: Soma_Rpc_StakingPool) throws(WireError) {
    self.init(
      id: try Field("id", message.hasID, message.id).map(StakingPoolID.init(argument:)),
      activationEpoch: message.hasActivationEpoch ? Epoch(message.activationEpoch) : nil,
      deactivationEpoch: message.hasDeactivationEpoch ? Epoch(message.deactivationEpoch) : nil,
      somaBalance: try Field("soma_balance", message.hasSomaBalance, message.somaBalance).number(),
      rewardsPool: try Field("rewards_pool", message.hasRewardsPool, message.rewardsPool).number(),
      poolTokenBalance: try Field(
        "pool_token_balance", message.hasPoolTokenBalance, message.poolTokenBalance
      ).value,
      exchangeRates: try eachEntry(
        "exchange_rates", message.exchangeRates, key: Epoch.init(rawValue:),
        value: PoolTokenExchangeRate.init(_:)),
      pendingStake: try Field("pending_stake", message.hasPendingStake, message.pendingStake)
        .number(),
      pendingTotalSomaWithdraw: try Field(
        "pending_total_soma_withdraw", message.hasPendingTotalSomaWithdraw,
        message.pendingTotalSomaWithdraw
      ).number(),
      pendingPoolTokenWithdraw: try Field(
        "pending_pool_token_withdraw", message.hasPendingPoolTokenWithdraw,
        message.pendingPoolTokenWithdraw
      ).value)
  }
}

extension PoolTokenExchangeRate {
  fileprivate init(_ message: Soma_Rpc_PoolTokenExchangeRate) throws(WireError) {
    self.init(
      somaAmount: try Field("soma_amount", message.hasSomaAmount, message.somaAmount).number(),
      poolTokenAmount: try Field(
        "pool_token_amount", message.hasPoolTokenAmount, message.poolTokenAmount
      ).value)
  }
}

extension Soma_Rpc_StakingPool {
  /// Writes a pool.
  init(_ pool: StakingPool) {
    self.init()
    id = pool.id.text(.prefixed)
    if let epoch = pool.activationEpoch { activationEpoch = epoch.rawValue }
    if let epoch = pool.deactivationEpoch { deactivationEpoch = epoch.rawValue }
    somaBalance = pool.somaBalance.shannons
    rewardsPool = pool.rewardsPool.shannons
    poolTokenBalance = pool.poolTokenBalance
    for (epoch, rate) in pool.exchangeRates {
      var message = Soma_Rpc_PoolTokenExchangeRate()
      message.somaAmount = rate.somaAmount.shannons
      message.poolTokenAmount = rate.poolTokenAmount
      exchangeRates[epoch.rawValue] = message
    }
    pendingStake = pool.pendingStake.shannons
    pendingTotalSomaWithdraw = pool.pendingTotalSomaWithdraw.shannons
    pendingPoolTokenWithdraw = pool.pendingPoolTokenWithdraw
  }
}
