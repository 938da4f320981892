public import SomaTypes

/// How much an owner stakes on a model. Stake is never withdrawn on its own.
public struct StakeSpec: Equatable, Sendable {
  /// What create stakes.
  public var initial: InitialStake = .minimum
  /// What our receipts in the pool should add up to; topped up when they are below. `nil` for no top-ups.
  public var target: Amount?
  /// The most that is added in one epoch; `nil` for no limit but ``LimitsSpec/maxSpendPerEpoch``.
  public var maxTopUpPerEpoch: Amount?

  /// Creates a spec.
  public init(
    initial: InitialStake = .minimum, target: Amount? = nil, maxTopUpPerEpoch: Amount? = nil
  ) {
    self.initial = initial
    self.target = target
    self.maxTopUpPerEpoch = maxTopUpPerEpoch
  }
}

/// What is staked when a model is created.
public enum InitialStake: Hashable, Sendable {
  /// As little as the chain accepts at that time.
  case minimum
  /// This much, above zero.
  case amount(Amount)
}
