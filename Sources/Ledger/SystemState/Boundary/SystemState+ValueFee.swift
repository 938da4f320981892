import SomaTypes

extension SystemState {
  /// Moves the value fee towards the one that would have collected what the chain aims at.
  ///
  /// It moves by at most the adjustment rate, rounded down, so 7 can move neither way: a quiet
  /// chain goes from 10 to 9, 8, 7 and stays. Source: chain `adjust_value_fee`; CHAIN.md 2.5.
  mutating func adjustValueFee(fees: Amount, _ events: inout [StateEvent]) {
    let all = BasisPoints.all.rawValue
    let aim = parameters.targetEpochFeeCollection.shannons
    guard aim > 0 else { return }
    let (product, overflow) = fees.shannons.multipliedReportingOverflow(by: all)
    let ratio = (overflow ? .max : product) / aim
    let old = parameters.valueFeeBps.rawValue
    let limit = old.scaled(by: parameters.feeAdjustmentRateBps.rawValue, over: all)
    let new: UInt64
    if ratio > all {
      let rise = min(old.scaled(by: ratio - all, over: all), limit)
      new = min(old.addingClamped(rise), parameters.maxValueFeeBps.rawValue)
    } else {
      let fall = min(old.scaled(by: all - ratio, over: all), limit)
      new = max(old - min(old, fall), parameters.minValueFeeBps.rawValue)
    }
    guard new != old else { return }
    events.append(.valueFeeAdjusted(from: BasisPoints(old), to: BasisPoints(new)))
    parameters.valueFeeBps = BasisPoints(new)
  }
}
