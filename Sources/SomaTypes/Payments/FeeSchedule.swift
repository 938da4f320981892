/// What transactions cost in an epoch.
///
/// The rates are frozen when an epoch begins and can rise at its end, so a transaction near a boundary
/// may pay more than the schedule of the epoch in which it was built. Source: CHAIN 2.
public struct FeeSchedule: Hashable, Sendable {
  /// For each transaction, kept also when it fails.
  public var baseFee: Amount
  /// For each object that a transaction writes.
  public var writeObjectFee: Amount
  /// Of what is transferred; half of it, rounded down, of what is staked, withdrawn or claimed.
  public var valueFeeBps: BasisPoints

  /// Creates a schedule.
  public init(baseFee: Amount, writeObjectFee: Amount, valueFeeBps: BasisPoints) {
    self.baseFee = baseFee
    self.writeObjectFee = writeObjectFee
    self.valueFeeBps = valueFeeBps
  }

  /// The schedule of the epoch that these parameters began.
  public init(_ parameters: SystemParameters) {
    self.init(
      baseFee: parameters.baseFee, writeObjectFee: parameters.writeObjectFee,
      valueFeeBps: parameters.valueFeeBps)
  }

  /// The most that transactions can cost while these parameters are in force.
  public init(upperBoundOf parameters: SystemParameters) {
    self.init(parameters)
    valueFeeBps = parameters.maxValueFeeBps
  }

  /// The fee of a transaction that writes so many objects and moves no money that is charged for.
  ///
  /// - Parameter objects: Created and mutated ones, the gas coin and the system state included; deleted
  ///   ones do not count.
  /// - Returns: The fee, or the largest amount if it does not fit.
  public func flatFee(writing objects: Int) -> Amount {
    baseFee.plus(writeObjectFee.times(UInt64(clamping: objects)))
  }

  /// The fee of a transfer or a payment of `amount`.
  public func transferFee(of amount: Amount, writing objects: Int) -> Amount {
    flatFee(writing: objects).plus(amount.share(valueFeeBps.rawValue))
  }

  /// The fee of staking, withdrawing or claiming `amount`.
  public func stakeFee(of amount: Amount, writing objects: Int) -> Amount {
    flatFee(writing: objects).plus(amount.share(valueFeeBps.rawValue / 2))
  }
}

// Estimates that do not fit become the largest amount, which no coin covers: there is less money.
extension Amount {
  /// Whether a coin with this amount can pay an estimate.
  func covers(_ cost: Amount) -> Bool { self >= cost && cost < Amount(.max) }

  /// The sum, or the largest amount.
  func plus(_ other: Amount) -> Amount { adding(other) ?? Amount(.max) }

  /// The product, or the largest amount.
  fileprivate func times(_ factor: UInt64) -> Amount {
    let (product, overflow) = shannons.multipliedReportingOverflow(by: factor)
    return Amount(overflow ? .max : product)
  }

  /// So many hundredths of a percent, rounded down; at most the largest amount.
  fileprivate func share(_ basisPoints: UInt64) -> Amount {
    let product = shannons.multipliedFullWidth(by: basisPoints)
    guard product.high < BasisPoints.all.rawValue else { return Amount(.max) }
    return Amount(BasisPoints.all.rawValue.dividingFullWidth(product).quotient)
  }
}
