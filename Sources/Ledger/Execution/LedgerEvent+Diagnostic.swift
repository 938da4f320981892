public import Diagnostics
import SomaTypes

extension LedgerEvent {
  /// The explanation, for those that are a defect of the real chain; `nil` for all others.
  public var diagnostic: Diagnostic? {
    guard isDefect else { return nil }
    return Diagnostic(
      code: "ledger.deviation", summary: "A real node would have done something else here",
      detail: detail,
      remedies: ["Do not rely on it: on a real network this stops nodes or loses money."])
  }

  private var detail: String {
    switch self {
    case .state(let event): event.detail
    case .inputRestored(let id):
      "\(id) was put back after a failure; a real node loses it until the epoch ends (D5)."
    case .gasWorthBaseFee(let id):
      "Coin \(id) was worth exactly the base fee and is gone; a real node loses count (D8)."
    case .worthlessGas(let id):
      "Gas coin \(id) is worth nothing; a real node waits for ever for the system state (D10)."
    case .wholeGasCoinStaked(let id):
      "Gas coin \(id) was staked whole, less the fees; a real node loses count (D4)."
    case .claimerPaidFromForfeit(let id, let amount):
      "\(amount) for claiming \(id) came from the forfeited reward; a real node makes it up (D11)."
    case .replacementTargetRefused(let failure):
      "A filled target could not be replaced (\(failure.diagnostic.code)); a real node ends (D6)."
    case .scoreIsNoScalar(let id):
      "The scores for target \(id) are no scalars; a real node ends."
    }
  }
}

extension StateEvent {
  fileprivate var detail: String {
    switch self {
    case .slashLimited(let model, let burned, let unlimited):
      "\(model) was slashed by \(burned) and not by \(unlimited), because the rest has been paid out; a "
        + "real node's figures wrap (D2)."
    case .embeddingDimensionMismatch(let model, let expected, let actual):
      "\(model) revealed an embedding of \(actual) floats where \(expected) are needed; real validators "
        + "end when they next make a target (D6)."
    case .stakeToEndedPoolRefused(let model):
      "Stake for \(model) was refused, because its pool has ended; a real node ends (D1)."
    case .countedStakeWithdrawn(let pool, let amount):
      "\(amount) left pool \(pool) before it counted; a real node's pending stake wraps (D3)."
    case .unbackedPayment(let pool, let unbacked):
      "Pool \(pool) paid \(unbacked) that it did not have, as the real chain does (D2)."
    case .targetsStopped(let made, _):
      "Only \(made) targets were made: an embedding has another length; a real node ends (D6)."
    case .protocolUpgraded(let from, let to):
      "The protocol went from version \(from) to \(to), whose rules nobody here knows: those of the "
        + "newest that is known go on; a real node of this version ends."
    case .modelSlashed, .updateCancelled, .safeModeEntered, .safeModeLeft, .valueFeeAdjusted,
      .validatorJoined, .validatorLeft, .stagedMetadataDropped:
      "\(self)"
    }
  }
}
