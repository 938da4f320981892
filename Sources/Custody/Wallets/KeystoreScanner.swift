import SomaCrypto

/// Walks over the strings of a JSON array of strings (RFC 8259) in guarded memory.
///
/// Strict, and without a copy: it hands out ranges. One pass; memory does not grow with the input.
struct KeystoreScanner {
  /// What did not follow where it had to.
  enum Expectation: Equatable, Sendable {
    case openingBracket, entry, commaOrClosingBracket, closingQuote
    /// Nothing but white space after the array.
    case end
  }

  /// Something else stands at ``line``.
  struct Failure: Error, Equatable {
    var expected: Expectation
    var line: Int
  }

  private let text: UnsafeRawBufferPointer
  private var position = 0
  private var isFirst = true

  /// The line of the current position, counted from 1.
  private(set) var line = 1

  /// Whether nothing follows.
  var isAtEnd: Bool { position >= text.count }

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// Finds the next string of the array.
  ///
  /// - Returns: Where its characters are, without the quotes and with its escapes; `nil` when the
  ///   array and the text have ended.
  /// - Throws: ``Failure``. Call it no more afterwards.
  mutating func next() throws(Failure) -> Range<Int>? {
    if isFirst {
      try take("[", or: .openingBracket)
    } else if !skip("]") {
      try take(",", or: .commaOrClosingBracket)
      return try string()
    } else {
      return try end()
    }
    isFirst = false
    return skip("]") ? try end() : try string()
  }

  private mutating func string() throws(Failure) -> Range<Int> {
    try take("\"", or: .entry)
    let start = position
    while position < text.count, text[position] >= 0x20 {
      switch text[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    throw Failure(expected: .closingQuote, line: line)
  }

  private mutating func end() throws(Failure) -> Range<Int>? {
    skipSpace()
    guard isAtEnd else { throw Failure(expected: .end, line: line) }
    return nil
  }

  private mutating func take(
    _ character: Unicode.Scalar, or expected: Expectation
  ) throws(Failure) {
    guard skip(character) else { throw Failure(expected: expected, line: line) }
  }

  /// Steps over white space and, if it follows, `character`.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      position += 1
    }
  }
}
