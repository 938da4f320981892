public import Diagnostics

/// Why a text is not an exact rate.
public enum RateError: Error, Equatable, Sendable {
  /// Not digits with at most one point between them.
  case notANumber
  /// A unit other than `%` and `bps`, or none.
  case unknownUnit
  /// A minus sign.
  case negative
  /// Parts of a basis point: more than 2 decimals of a percent, or any of basis points.
  case tooPrecise
  /// More than all of it.
  case tooHigh
}

extension BasisPoints {
  /// Reads `10%`, `2.5 %` or `250bps`, exactly; at most all of it.
  ///
  /// - Throws: ``RateError``; a bare number is ``RateError/unknownUnit``.
  public init(_ text: some StringProtocol) throws(RateError) {
    let trimmed = text.drop { $0 == " " }
    guard !trimmed.hasPrefix("-") else { throw .negative }
    let number = trimmed.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    guard !number.isEmpty else { throw .notANumber }
    let unit = trimmed.dropFirst(number.count).drop { $0 == " " }.lowercased()
    switch unit {
    case "%": try self.init(digits: number, decimals: 2)
    case "bps", "bp": try self.init(digits: number, decimals: 0)
    default: throw .unknownUnit
    }
  }

  private init(digits text: some StringProtocol, decimals: Int) throws(RateError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { throw .notANumber }
    let fraction = parts.count == 2 ? Array(parts[1].utf8) : []
    let significant = fraction.reversed().drop { $0 == UInt8(ascii: "0") }.count
    guard significant <= decimals else { throw .tooPrecise }
    let padding = repeatElement(UInt8(ascii: "0"), count: decimals - significant)
    var value: UInt64 = 0
    for digit in Array(parts[0].utf8) + fraction.prefix(significant) + padding {
      // Stays below 100 010, so it cannot overflow.
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
      guard value <= Self.all.rawValue else { throw .tooHigh }
    }
    self.init(value)
  }
}

extension RateError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    let (name, detail) =
      switch self {
      case .notANumber: ("notANumber", "The number is not digits with at most one point.")
      case .unknownUnit: ("unknownUnit", "The unit must be % or bps.")
      case .negative: ("negative", "Rates are never negative.")
      case .tooPrecise: ("tooPrecise", "The smallest rate is 1bps, 0.01%.")
      case .tooHigh: ("tooHigh", "The highest rate is 100%, 10000bps.")
      }
    return Diagnostic(
      code: "rate.\(name)", summary: "A text is not an exact rate", detail: detail,
      remedies: ["Write rates like `10%`, `2.5%` or `250bps`."])
  }
}
