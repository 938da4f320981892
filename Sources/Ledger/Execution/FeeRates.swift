public import SomaTypes

/// What transactions pay in one epoch: frozen when it begins, whatever the live parameters become.
///
/// Source: CHAIN.md 2.1; `types/src/system_state/epoch_start.rs`, `fee_parameters`.
public struct FeeRates: Hashable, Sendable {
  /// For being executed at all.
  public var baseFee: Amount
  /// For each object that is written.
  public var writeObjectFee: Amount
  /// Of what is transferred; half of it, rounded down, of what is staked, withdrawn or claimed.
  public var valueFeeBps: BasisPoints

  /// Takes the rates that are live now.
  public init(_ parameters: SystemParameters) {
    baseFee = parameters.baseFee
    writeObjectFee = parameters.writeObjectFee
    valueFeeBps = parameters.valueFeeBps
  }

  /// The fee for so many written objects; saturates.
  func operationFee(for objectCount: Int) -> Amount {
    let (fee, overflow) = writeObjectFee.shannons.multipliedReportingOverflow(
      by: UInt64(objectCount))
    return overflow ? Amount(.max) : Amount(fee)
  }

  /// The fee for a transfer.
  func valueFee(onTransferOf amount: Amount) -> Amount { amount.share(valueFeeBps) }

  /// The fee for stake that is added or withdrawn, and for a claimed reward.
  func valueFee(onStakeOf amount: Amount) -> Amount {
    amount.share(BasisPoints(valueFeeBps.rawValue / 2))
  }
}
