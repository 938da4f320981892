import SomaTypes

/// All the money there is, by where it lies. Nothing but the events of a slash and of an unbacked
/// payment ever changes the total.
///
/// Source: `authority/src/authority.rs`, `check_soma_conservation`, which nodes run at boundaries.
public struct Supply: Hashable, Sendable {
  /// In coins.
  public var coins: Int128 = 0
  /// In the pools of validators and models, without what has been paid out already.
  public var pools: Int128 = 0
  /// Rewards and bonds of targets.
  public var targets: Int128 = 0
  /// Still to be given out, what safe mode has put aside included.
  public var emissions: Int128 = 0
  /// Fees of this epoch, which the boundary will give out.
  public var fees: Int128 = 0

  /// All of it.
  public var total: Int128 { coins + pools + targets + emissions + fees }
}

extension Supply {
  /// Counts an object's money.
  mutating func add(_ object: SomaObject) {
    if let balance = object.coinBalance {
      coins += Int128(balance.shannons)
    } else if object.type == .target, let target = try? Target(object) {
      // Only the ledger writes targets, so they can all be read.
      targets += Int128(target.rewardPool.shannons) + Int128(target.bondAmount.shannons)
    }
  }

  /// Counts what the system state holds.
  mutating func add(_ state: SystemState) {
    let validators =
      state.validators.validators + state.validators.pendingValidators
      + state.validators.inactiveValidators.values
    let held =
      validators.map(\.stakingPool.held) + state.modelRegistry.models.values.map(\.stakingPool.held)
    pools += held.reduce(0) { $0 + Int128($1.shannons) }
    emissions +=
      Int128(state.emissionPool.balance.shannons) + Int128(state.safeModeAccumulatedFees.shannons)
      + Int128(state.safeModeAccumulatedEmissions.shannons)
  }
}

extension LedgerEvent {
  /// By how much the supply grew with it; negative when money is gone.
  var supplyChange: Int128 {
    switch self {
    case .state(.modelSlashed(_, _, let burned)): -Int128(burned.shannons)
    case .state(.unbackedPayment(_, let unbacked)): Int128(unbacked.shannons)
    default: 0
    }
  }
}

extension ExecutionOutcome {
  /// Money that was made or lost without an event that says so; 0 unless the ledger is wrong.
  ///
  /// - Parameters:
  ///   - before: The system state that the transaction found.
  ///   - feesGivenOut: The fees of the epoch, at its boundary.
  /// - Returns: Shannons; negative when money is gone.
  func supplyError(before: SystemState, feesGivenOut: Amount = .zero) -> Int128 {
    var (old, new) = (Supply(), Supply())
    for object in consumed { old.add(object) }
    for object in written { new.add(object) }
    if state != before {
      old.add(before)
      new.add(state)
    }
    old.fees = Int128(feesGivenOut.shannons)
    new.fees = Int128(effects.fee.totalFee.shannons)
    return new.total - old.total - events.reduce(0) { $0 + $1.supplyChange }
  }
}
