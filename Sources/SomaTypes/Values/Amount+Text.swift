public import Diagnostics

/// Why a text is not an exact amount.
public enum AmountError: Error, Equatable, Sendable {
  /// Not digits with at most one point between them.
  case notANumber
  /// A unit other than SOMA and shannons, or none where one is needed.
  case unknownUnit
  /// A minus sign.
  case negative
  /// Parts of a shannon: more than 9 decimals of SOMA, or any of shannons.
  case tooPrecise
  /// More than 2⁶⁴−1 shannons.
  case tooLarge
}

extension Amount {
  /// Reads `1.001 SOMA`, `1.001SOMA` or `1001000000 shannons`, exactly.
  ///
  /// Digits may be grouped by `_`. Exponents are refused: an amount that needs one is a mistake.
  ///
  /// - Throws: ``AmountError``; a bare number is ``AmountError/unknownUnit``.
  public init(_ text: some StringProtocol) throws(AmountError) {
    let trimmed = text.drop { $0 == " " }
    guard !trimmed.hasPrefix("-") else { throw .negative }
    let number = trimmed.prefix { !$0.isLetter && $0 != " " }
    let unit = trimmed.dropFirst(number.count).drop { $0 == " " }.lowercased()
    switch unit {
    case "soma": try self.init(soma: number)
    case "shannon", "shannons": try self.init(digits: number, decimals: 0)
    default: throw number.isEmpty ? .notANumber : .unknownUnit
    }
  }

  /// Reads a number of SOMA without its unit, such as `1.001`.
  ///
  /// - Throws: ``AmountError``.
  public init(soma number: some StringProtocol) throws(AmountError) {
    try self.init(digits: number, decimals: 9)
  }

  private init(digits text: some StringProtocol, decimals: Int) throws(AmountError) {
    guard !text.hasPrefix("-") else { throw .negative }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Self.digits(parts[0]),
      let fraction = parts.count == 2 ? Self.digits(parts[1]) : []
    else { throw .notANumber }
    let significant = fraction.reversed().drop { $0 == 0 }.count
    guard significant <= decimals else { throw .tooPrecise }
    let padding = repeatElement(UInt64(0), count: decimals - significant)
    var value: UInt64 = 0
    for digit in whole + fraction.prefix(significant) + padding {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(digit)
      guard !overflow, !carry else { throw .tooLarge }
      value = sum
    }
    self.init(rawValue: value)
  }

  /// The values of one or more digits, `_` between them allowed; `nil` for anything else.
  private static func digits(_ text: some StringProtocol) -> [UInt64]? {
    let groups = text.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    var values: [UInt64] = []
    for group in groups {
      guard !group.isEmpty else { return nil }
      for digit in group {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        values.append(UInt64(digit - UInt8(ascii: "0")))
      }
    }
    return values
  }
}

extension AmountError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    let (name, detail) =
      switch self {
      case .notANumber: ("notANumber", "The number is not digits with at most one point.")
      case .unknownUnit: ("unknownUnit", "The unit must be SOMA or shannons.")
      case .negative: ("negative", "Amounts are never negative.")
      case .tooPrecise: ("tooPrecise", "The smallest amount is 1 shannon, 0.000000001 SOMA.")
      case .tooLarge: ("tooLarge", "The largest amount is 18446744073.709551615 SOMA.")
      }
    return Diagnostic(
      code: "amount.\(name)", summary: "A text is not an exact amount", detail: detail,
      remedies: ["Write amounts like `25 SOMA`, `1.001 SOMA` or `1001000000 shannons`."])
  }
}
