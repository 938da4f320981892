public import SomaTypes

/// What the withdrawal of a receipt pays.
public struct StakeWithdrawal: Hashable, Sendable {
  /// The worth of the new coin.
  public var paid: Amount
  /// The part of ``paid`` that no pool held, so that the supply grows by it. Always zero with
  /// ``SlashedStakePolicy/asIntended``.
  public var unbacked: Amount

  /// Creates a payment, a backed one unless told otherwise.
  public init(paid: Amount, unbacked: Amount = .zero) {
    self.paid = paid
    self.unbacked = unbacked
  }
}
