import ArgumentParser
import Localnet

/// `--epoch-duration`: how long epochs last, or that they end on demand only.
enum EpochLength: ExpressibleByArgument, Equatable {
  /// They end when an admin call says so.
  case manual
  /// They end by themselves after so many milliseconds, and when an admin call says so.
  case milliseconds(UInt64)

  /// Reads `manual`, or a number with `ms`, `s`, `m` or `h`.
  init?(argument: String) {
    guard argument != "manual" else {
      self = .manual
      return
    }
    let digits = argument.prefix { ("0"..."9").contains($0) }
    let factors: [Substring: UInt64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
    guard let number = UInt64(digits), let factor = factors[argument[digits.endIndex...]],
      case let (product, overflow) = number.multipliedReportingOverflow(by: factor), !overflow,
      (1000...31_536_000_000).contains(product)
    else { return nil }
    self = .milliseconds(product)
  }
}

extension EpochEnd {
  /// Reads `--epochs`.
  ///
  /// - Throws: `ValidationError` for another word.
  static func read(_ word: String) throws -> EpochEnd {
    if let end = EpochEnd(rawValue: word) { return end }
    throw ValidationError("Use one of: \(words.joined(separator: ", ")).")
  }

  /// What can be read.
  static var words: [String] { allCases.map(\.rawValue) }
}
