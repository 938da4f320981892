import Diagnostics
import SomaCrypto
import SomaTypes

/// What a person typed, turned into a value; what is wrong with it ends the run with status 5, and the
/// message names the argument.
enum TypedText {
  /// An amount of money, with its unit.
  static func amount(_ text: String, _ name: String) throws -> Amount {
    try read(name) {
      do { return try Amount(text) } catch AmountError.unknownUnit where text.isNumber {
        var diagnostic = AmountError.unknownUnit.diagnostic
        diagnostic.detail = "\(text) of what? A number alone could mean SOMA or shannons."
        diagnostic.remedies = ["Write `\(text)SOMA` or `\(text)shannons`, whichever you mean."]
        throw diagnostic
      } catch let error as AmountError where text.hasExponent {
        var diagnostic = error.diagnostic
        diagnostic.detail = "It has an exponent."
        diagnostic.remedies = ["Write all digits, such as 1000SOMA."]
        throw diagnostic
      }
    }
  }

  /// An amount of money that is to be sent: not nothing.
  static func payment(_ text: String, _ name: String) throws -> Amount {
    let amount = try amount(text, name)
    guard amount != .zero else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "payment.nothing", summary: "Nothing would be paid",
          detail: "The amount is 0; the fees would be all that is spent.",
          place: Place(file: name), remedies: ["Give an amount above 0."]))
    }
    return amount
  }

  /// A rate, with its unit.
  static func rate(_ text: String, _ name: String) throws -> BasisPoints {
    try read(name) {
      do { return try BasisPoints(text) } catch RateError.unknownUnit where text.isNumber {
        var diagnostic = RateError.unknownUnit.diagnostic
        diagnostic.detail = "\(text) of what? A number alone could mean percent or basis points."
        diagnostic.remedies = ["Write `\(text)%` or `\(text)bps`, whichever you mean."]
        throw diagnostic
      }
    }
  }

  /// An account, with all its digits: what is sent to a shortened address is lost.
  static func address(_ text: String, _ name: String) throws -> SomaAddress {
    try read(name) {
      let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
      let address = try SomaAddress(text)
      guard digits.count == 2 * Bytes32.count else {
        var diagnostic = IdentifierError.tooShort(name: AddressKind.name, digits: digits.count)
          .diagnostic
        diagnostic.detail = "It has \(digits.count) hex digits; an address is written with all 64."
        throw diagnostic
      }
      return address
    }
  }

  /// The id of an object, a model or a target.
  static func id<Kind: IdentifierKind>(
    _ text: String, _ name: String, of kind: Kind.Type = Kind.self
  ) throws -> Identifier<Kind> {
    try read(name) { try Identifier<Kind>(text) }
  }

  /// A digest.
  static func digest<Kind: DigestKind>(
    _ text: String, _ name: String, of kind: Kind.Type = Kind.self
  ) throws -> Digest<Kind> {
    try read(name) { try Digest<Kind>(base58: text) }
  }

  /// Reads anything.
  static func read<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as any Explainable {
      var diagnostic = error.diagnostic
      diagnostic.place = diagnostic.place ?? Place(file: name)
      throw CommandFailure(status: .invalidInput, underlying: diagnostic)
    }
  }
}

extension String {
  /// Whether it begins as a number such as `1e3` does.
  fileprivate var hasExponent: Bool {
    let rest = drop { ("0"..."9").contains($0) || $0 == "." }
    guard rest.count < count, let mark = rest.first, mark == "e" || mark == "E" else {
      return false
    }
    return rest.dropFirst().first { $0 != "-" && $0 != "+" }?.isNumber ?? false
  }

  /// Whether there are only digits and points: what a person types who forgets the unit.
  fileprivate var isNumber: Bool {
    !isEmpty && allSatisfy { ("0"..."9").contains($0) || $0 == "." }
  }
}
