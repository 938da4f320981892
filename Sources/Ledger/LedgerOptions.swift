/// What a ledger does where the chain leaves a choice.
public struct LedgerOptions: Hashable, Sendable {
  /// What the stake of a slashed pool is worth.
  public var slashedStake: SlashedStakePolicy

  /// Creates options; slashed stake is worth what is left of it unless told otherwise.
  public init(slashedStake: SlashedStakePolicy = .asIntended) {
    self.slashedStake = slashedStake
  }
}
