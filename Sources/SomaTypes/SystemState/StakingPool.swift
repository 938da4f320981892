public import BCS

/// The stake behind a validator or a model. Source: chain type `StakingPool`.
public struct StakingPool: Hashable, Sendable {
  /// Its id, which receipts name.
  public var id: StakingPoolID
  /// When it began to count; `nil` until a validator joins or a model is revealed.
  public var activationEpoch: Epoch?
  /// When it ended. Never stake to a pool that has this: nodes can abort.
  public var deactivationEpoch: Epoch?
  /// The stake, rewards included: what is slashed, and what selection weighs.
  public var somaBalance: Amount
  /// The part of it that is rewards; none in the pools of models.
  public var rewardsPool: Amount
  /// Shares in the pool.
  public var poolTokenBalance: UInt64
  /// What shares were worth, by epoch.
  public var exchangeRates: [Epoch: PoolTokenExchangeRate]
  /// Stake that counts from the next epoch on.
  public var pendingStake: Amount
  /// Money that leaves at the next boundary.
  public var pendingTotalSomaWithdraw: Amount
  /// Shares that leave at the next boundary.
  public var pendingPoolTokenWithdraw: UInt64

  /// Creates a pool, an empty one unless told otherwise.
  public init(
    id: StakingPoolID, activationEpoch: Epoch? = nil, deactivationEpoch: Epoch? = nil,
    somaBalance: Amount = .zero, rewardsPool: Amount = .zero, poolTokenBalance: UInt64 = 0,
    exchangeRates: [Epoch: PoolTokenExchangeRate] = [:], pendingStake: Amount = .zero,
    pendingTotalSomaWithdraw: Amount = .zero, pendingPoolTokenWithdraw: UInt64 = 0
  ) {
    self.id = id
    self.activationEpoch = activationEpoch
    self.deactivationEpoch = deactivationEpoch
    self.somaBalance = somaBalance
    self.rewardsPool = rewardsPool
    self.poolTokenBalance = poolTokenBalance
    self.exchangeRates = exchangeRates
    self.pendingStake = pendingStake
    self.pendingTotalSomaWithdraw = pendingTotalSomaWithdraw
    self.pendingPoolTokenWithdraw = pendingPoolTokenWithdraw
  }
}

extension StakingPool: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    id = try reader.read()
    activationEpoch = try reader.readOption()
    deactivationEpoch = try reader.readOption()
    somaBalance = try reader.read()
    rewardsPool = try reader.read()
    poolTokenBalance = try reader.readInteger()
    exchangeRates = try reader.readMap()
    pendingStake = try reader.read()
    pendingTotalSomaWithdraw = try reader.read()
    pendingPoolTokenWithdraw = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(id)
    writer.writeOption(activationEpoch)
    writer.writeOption(deactivationEpoch)
    writer.write(somaBalance)
    writer.write(rewardsPool)
    writer.write(poolTokenBalance)
    writer.writeMap(exchangeRates)
    writer.write(pendingStake)
    writer.write(pendingTotalSomaWithdraw)
    writer.write(pendingPoolTokenWithdraw)
  }
}
