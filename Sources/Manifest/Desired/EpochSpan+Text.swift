extension EpochSpan {
  /// The longest span that can be written, in epochs.
  private static let maximumEpochs: UInt64 = 1_000_000

  /// Reads `5%`, `1 epoch`, `0.5 epochs` or `3 epochs`, exactly.
  ///
  /// - Returns: `nil` for anything else, for parts of a ten-thousandth, and for more than a million epochs.
  public init?(_ text: some StringProtocol) {
    let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    let decimals: Int
    switch unit {
    case "%": decimals = 2
    case "epoch", "epochs": decimals = 4
    default: return nil
    }
    let parts = number.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    let significant = fraction.reversed().drop { $0 == UInt8(ascii: "0") }.count
    guard significant <= decimals else { return nil }
    let padding = repeatElement(UInt8(ascii: "0"), count: decimals - significant)
    var value: UInt64 = 0
    for digit in Array(parts[0]) + fraction.prefix(significant) + padding {
      // Stays far below the end of the range, since each step is checked.
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
      guard value <= Self.maximumEpochs * Self.partsPerEpoch else { return nil }
    }
    self.init(tenThousandths: value)
  }

  /// `value / unit`, with as many decimals as it takes; `unit` is a power of ten.
  static func decimal(_ value: UInt64, per unit: UInt64) -> String {
    let (whole, rest) = value.quotientAndRemainder(dividingBy: unit)
    guard rest > 0 else { return String(whole) }
    var decimals = String(unit + rest).dropFirst()
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(whole).\(decimals)"
  }
}
