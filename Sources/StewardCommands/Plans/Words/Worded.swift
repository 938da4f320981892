import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes

/// What people are told of, shortly and at length.
///
/// Every conformance is a `switch` without a default, so that a new case without words does not compile.
protocol Worded {
  /// A few words for the cell of a table: no capital, no full stop.
  var words: String { get }
  /// A whole sentence.
  var sentence: String { get }
}

extension StringProtocol {
  /// The text with a capital at its beginning.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Identifier {
  /// The beginning, enough to tell one from another by eye.
  var short: String { "\(description.prefix(Kind.prefix.count + 8))…" }
}

extension Digest {
  /// The beginning, enough to tell one from another by eye.
  var short: String { "\(description.prefix(8))…" }
}

extension Bytes32 {
  /// The beginning, enough to tell one from another by eye.
  var short: String { "\(description.prefix(8))…" }
}

extension BasisPoints {
  /// `10%`, `2.5%`.
  var percent: String {
    let (whole, rest) = rawValue.quotientAndRemainder(dividingBy: 100)
    guard rest > 0 else { return "\(whole)%" }
    let decimals = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
    return "\(whole).\(decimals)%"
  }
}

extension UInt64 {
  /// `1 coin`, `2 coins`.
  func counted(_ one: String, _ many: String? = nil) -> String {
    "\(self) \(self == 1 ? one : many ?? one + "s")"
  }
}

extension Int {
  /// `1 coin`, `2 coins`.
  func counted(_ one: String, _ many: String? = nil) -> String {
    "\(self) \(self == 1 ? one : many ?? one + "s")"
  }
}
