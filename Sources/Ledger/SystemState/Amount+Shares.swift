public import SomaTypes

extension UInt64 {
  /// `self · numerator / denominator` in 128 bits, rounded down; the most that fits when it is
  /// more, and 0 when the denominator is.
  func scaled(by numerator: UInt64, over denominator: UInt64) -> UInt64 {
    let product = multipliedFullWidth(by: numerator)
    guard denominator > product.high else { return denominator == 0 ? 0 : .max }
    return denominator.dividingFullWidth(product).quotient
  }

  /// The sum, or the most that can be said.
  func addingClamped(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

extension Amount {
  /// The part of it that `rate` stands for, rounded down.
  ///
  /// Source: chain `bps_mul`; CHAIN.md, conventions.
  public func share(_ rate: BasisPoints) -> Amount {
    Amount(shannons: shannons.scaled(by: rate.rawValue, over: BasisPoints.all.rawValue))
  }

  /// The sum, or the most that can be said.
  func addingClamped(_ other: Amount) -> Amount { adding(other) ?? Amount(shannons: .max) }

  /// The difference, or nothing.
  func subtractingClamped(_ other: Amount) -> Amount { subtracting(other) ?? .zero }
}
