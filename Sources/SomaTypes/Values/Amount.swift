/// An amount of money in whole shannons; 1 SOMA is 1 000 000 000 of them.
///
/// Never a floating-point number: the real SDK's are off by one for 2.2 % of amounts. No literal
/// either: `25` would be 25 shannons to one reader and 25 SOMA to another.
public struct Amount: UInt64Value {
  /// Shannons in one SOMA.
  public static let shannonsPerSoma: UInt64 = 1_000_000_000

  /// Nothing.
  public static let zero = Amount(0)

  /// Shannons.
  public let rawValue: UInt64

  /// Takes shannons.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Takes shannons.
  public init(shannons: UInt64) { self.init(rawValue: shannons) }

  /// Shannons.
  public var shannons: UInt64 { rawValue }

  /// The sum, or `nil` when it does not fit.
  public func adding(_ other: Amount) -> Amount? {
    let (sum, overflow) = rawValue.addingReportingOverflow(other.rawValue)
    return overflow ? nil : Amount(sum)
  }

  /// The difference, or `nil` when it would be negative.
  public func subtracting(_ other: Amount) -> Amount? {
    rawValue >= other.rawValue ? Amount(rawValue - other.rawValue) : nil
  }

  /// SOMA with as many decimals as it takes to be exact, without the unit: `1.001`.
  public var soma: String {
    let (whole, rest) = rawValue.quotientAndRemainder(dividingBy: Self.shannonsPerSoma)
    guard rest > 0 else { return String(whole) }
    var decimals = String(Self.shannonsPerSoma + rest).dropFirst()
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(whole).\(decimals)"
  }

  /// Exact, with the unit: `1.001 SOMA`.
  public var description: String { "\(soma) SOMA" }
}
