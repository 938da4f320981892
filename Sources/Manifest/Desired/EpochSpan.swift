/// A length of time in epochs, exact to a ten-thousandth of one.
///
/// Manifests know no hours: the chain's windows are epochs, however long those are.
public struct EpochSpan: Hashable, Comparable, Sendable {
  /// Parts of an epoch that a span counts.
  public static let partsPerEpoch: UInt64 = 10_000

  /// No time at all.
  public static let zero = EpochSpan(tenThousandths: 0)

  /// One epoch.
  public static let oneEpoch = EpochSpan(epochs: 1)

  /// The span in ten-thousandths of an epoch.
  public let tenThousandths: UInt64

  /// Takes ten-thousandths of an epoch.
  public init(tenThousandths: UInt64) { self.tenThousandths = tenThousandths }

  /// Takes whole epochs.
  public init(epochs: UInt32) { tenThousandths = UInt64(epochs) * Self.partsPerEpoch }

  /// Whole epochs; what is left of one is dropped.
  public var wholeEpochs: UInt64 { tenThousandths / Self.partsPerEpoch }

  /// The span in milliseconds, rounded down.
  ///
  /// - Parameter epochDurationMs: How long an epoch is, in milliseconds.
  /// - Returns: The time; the longest one that can be expressed when it would be longer.
  public func milliseconds(epochDurationMs: UInt64) -> UInt64 {
    let (high, low) = tenThousandths.multipliedFullWidth(by: epochDurationMs)
    guard high < Self.partsPerEpoch else { return .max }
    return Self.partsPerEpoch.dividingFullWidth((high, low)).quotient
  }

  /// Orders by length.
  public static func < (left: EpochSpan, right: EpochSpan) -> Bool {
    left.tenThousandths < right.tenThousandths
  }
}

extension EpochSpan: CustomStringConvertible {
  /// As it is written in a manifest: `1 epoch`, `3 epochs`, `2.5 epochs`; below one epoch, `12.5%`.
  public var description: String {
    guard tenThousandths == 0 || tenThousandths >= Self.partsPerEpoch else {
      return Self.decimal(tenThousandths, per: 100) + "%"
    }
    let number = Self.decimal(tenThousandths, per: Self.partsPerEpoch)
    return number == "1" ? "1 epoch" : "\(number) epochs"
  }
}
