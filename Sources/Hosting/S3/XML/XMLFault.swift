/// What is wrong with an XML text, and at which byte.
package struct XMLFault: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Reason: Equatable, Sendable {
    /// The text ends inside the document.
    case unexpectedEnd
    /// Something else belongs here: a short text of ours.
    case expected(String)
    /// A document type or another declaration, where entities could be defined.
    case declaration
    /// A reference to anything but the five characters that XML itself names, or a number.
    case unknownReference
    /// Not UTF-8, or a character that XML does not have.
    case invalidText
    /// More bytes, elements, levels or attributes than any such answer has.
    case tooMuch
    /// Something follows the document.
    case trailingText
  }

  /// What is wrong.
  package var reason: Reason

  /// The byte where it is, counted from 0.
  package var offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// One sentence without the place.
  var text: String {
    switch reason {
    case .unexpectedEnd: "It ends too early."
    case .expected(let what): "It should have \(what) there."
    case .declaration: "It has a document type, which no answer needs."
    case .unknownReference: "It refers to something that XML does not define."
    case .invalidText: "It is not valid UTF-8, or has characters that XML does not have."
    case .tooMuch: "It is larger or deeper than any such answer."
    case .trailingText: "Something follows its end."
    }
  }
}
