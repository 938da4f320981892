/// What is wrong with a JSON text, and at which byte.
public struct JSONFault: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// Something else belongs here: a short text of ours, such as `a string`.
    case expected(String)
    /// The text ends inside a value.
    case unexpectedEnd
    /// A string is not UTF-8, or an escape is half a surrogate pair.
    case invalidText
    /// A name occurs twice in one object.
    case duplicateName(String)
    /// More members, elements or levels than any such text has.
    case tooMuch(limit: Int)
    /// A whole number that is above 2⁶⁴ − 1.
    case numberTooLarge
    /// Something follows the value.
    case trailingText
  }

  /// What is wrong.
  public var reason: Reason

  /// The byte where it is, counted from 0 at the start of the text.
  public var offset: Int

  /// Creates a fault.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// One sentence without the place.
  var text: String {
    switch reason {
    case .expected(let what): "\(what) is expected."
    case .unexpectedEnd: "The text ends too early."
    case .invalidText: "A string is not valid UTF-8."
    case .duplicateName: "A name occurs twice, and programs disagree about which one counts."
    case .tooMuch(let limit): "There are more than \(limit) values or levels."
    case .numberTooLarge: "A number is too large."
    case .trailingText: "Something follows the end."
    }
  }
}
