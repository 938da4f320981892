public import Manifest

extension EpochSpan {
  /// The part of an epoch of length `duration` between two times, all in milliseconds: nothing if the
  /// second is not after the first, and the longest span if the duration is 0.
  public init(from start: UInt64, to end: UInt64, of duration: UInt64) {
    guard end > start else {
      self = .zero
      return
    }
    let product = (end - start).multipliedFullWidth(by: Self.partsPerEpoch)
    guard product.high < duration else {
      self.init(tenThousandths: .max)
      return
    }
    self.init(tenThousandths: duration.dividingFullWidth(product).quotient)
  }
}
