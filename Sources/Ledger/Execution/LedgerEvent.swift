public import SomaTypes

/// Something that happened while a transaction was executed and that its effects do not tell.
///
/// A simulated chain should be loud about those that are a defect: see ``isDefect``.
public enum LedgerEvent: Equatable, Sendable {
  /// Something inside the system state.
  case state(StateEvent)
  /// An owned input was put back unchanged after a failure. A real node loses it: CHAIN.md 10.3,
  /// D5.
  case inputRestored(ObjectID)
  /// A coin worth exactly the base fee was emptied and deleted. A real node loses count: D8.
  case gasWorthBaseFee(ObjectID)
  /// Gas worth nothing in a transaction with shared inputs, whose versions moved on all the same.
  /// A real node stops at this point: D10.
  case worthlessGas(ObjectID)
  /// The whole gas coin was staked, less the fees. A real node loses count: D4.
  case wholeGasCoinStaked(ObjectID)
  /// The claimer's share was taken from a forfeited reward. A real node pays it on top: D11.
  case claimerPaidFromForfeit(TargetID, Amount)
  /// A filled target could not be replaced, so the submission failed. A real node aborts: D6.
  case replacementTargetRefused(ExecutionFailure)
  /// A target was to be scored with tensors that are no scalars. A real node aborts.
  case scoreIsNoScalar(TargetID)

  /// Whether it tells why something was refused, so that it stays true when a failure undoes the
  /// rest.
  var isRefusal: Bool {
    switch self {
    case .state(.stakeToEndedPoolRefused), .replacementTargetRefused, .scoreIsNoScalar: true
    case .state, .inputRestored, .gasWorthBaseFee, .worthlessGas, .wholeGasCoinStaked,
      .claimerPaidFromForfeit:
      false
    }
  }

  /// Whether the real node would abort or lose count here, so that no one should rely on what the
  /// ledger did instead.
  public var isDefect: Bool {
    switch self {
    case .state(let event): event.isDefect
    case .inputRestored, .gasWorthBaseFee, .worthlessGas, .wholeGasCoinStaked,
      .claimerPaidFromForfeit, .replacementTargetRefused, .scoreIsNoScalar:
      true
    }
  }
}
