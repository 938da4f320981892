/// Reads JSON (RFC 8259) piece by piece, as strictly as hostile input needs.
///
/// Unlike a general decoder it refuses names that occur twice, leaves a number as its text until the
/// caller says what it is, and takes no memory but for the strings that it hands out. It does not
/// recurse by itself: how deep a text may nest is up to its caller.
struct JSONReader {
  /// An object that is being read.
  struct Members {
    fileprivate var names: Set<String> = []
    fileprivate let limit: Int
  }

  /// An array that is being read.
  struct Elements {
    /// How many were begun.
    fileprivate(set) var count = 0
    fileprivate let limit: Int
  }

  let text: [UInt8]

  /// The next byte, counted from the start of the text.
  private(set) var offset: Int

  /// Starts at a byte of a text.
  init(_ text: [UInt8], at offset: Int = 0) {
    self.text = text
    self.offset = offset
  }

  /// The first byte of what comes next, after white space; `nil` at the end.
  mutating func peek() -> UInt8? {
    while offset < text.count, Self.isSpace(text[offset]) { offset += 1 }
    return offset < text.count ? text[offset] : nil
  }

  /// Steps over `character` and the white space before it, if it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  /// Begins an object with at most so many members.
  mutating func openObject(limit: Int) throws(JSONFault) -> Members {
    guard skip("{") else { throw fault("an object") }
    return Members(limit: limit)
  }

  /// Reads the next name and its colon; `nil` after the last member.
  mutating func nextName(of object: inout Members) throws(JSONFault) -> String? {
    if skip("}") { return nil }
    if !object.names.isEmpty {
      guard skip(",") else { throw fault("a comma or `}`") }
    }
    _ = peek()
    let start = offset
    let name = try readString()
    guard object.names.insert(name).inserted else {
      throw JSONFault(.duplicateName(name), at: start)
    }
    guard object.names.count <= object.limit else {
      throw JSONFault(.tooMuch(limit: object.limit), at: start)
    }
    guard skip(":") else { throw fault("a colon") }
    return name
  }

  /// Begins an array with at most so many elements.
  mutating func openArray(limit: Int) throws(JSONFault) -> Elements {
    guard skip("[") else { throw fault("an array") }
    return Elements(limit: limit)
  }

  /// Whether another element follows, which is then next.
  mutating func hasNext(in array: inout Elements) throws(JSONFault) -> Bool {
    if skip("]") { return false }
    if array.count > 0 {
      guard skip(",") else { throw fault("a comma or `]`") }
    }
    array.count += 1
    guard array.count <= array.limit else {
      throw JSONFault(.tooMuch(limit: array.limit), at: offset)
    }
    return true
  }

  /// Reads a number as its text: the grammar is checked, the value is up to the caller.
  mutating func readNumber() throws(JSONFault) -> Range<Int> {
    guard peek() != nil else { throw fault("a number") }
    let start = offset
    guard let end = NumberGrammar.json.match(text, from: start) else { throw fault("a number") }
    offset = end
    return start..<end
  }

  /// Reads a whole number without sign, fraction or exponent.
  mutating func readUnsigned() throws(JSONFault) -> UInt64 {
    let digits = try readNumber()
    var value: UInt64 = 0
    for byte in text[digits] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
        throw JSONFault(.expected("a whole number"), at: digits.lowerBound)
      }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
      guard !overflow, !carry else { throw JSONFault(.numberTooLarge, at: digits.lowerBound) }
      value = sum
    }
    return value
  }

  /// Steps over `word`, such as `null`, if it comes next.
  mutating func skipWord(_ word: String) -> Bool {
    guard peek() != nil, text[offset...].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  /// Steps over any value. The texts in it are not looked at: one may be a secret.
  ///
  /// - Parameter depth: How many levels of arrays and objects it may have.
  /// - Throws: ``JSONFault``.
  mutating func skipValue(depth: Int) throws(JSONFault) {
    guard depth >= 0 else { throw JSONFault(.tooMuch(limit: 0), at: offset) }
    switch peek() {
    case UInt8(ascii: "{"):
      var members = try openObject(limit: .max)
      while try nextName(of: &members) != nil { try skipValue(depth: depth - 1) }
    case UInt8(ascii: "["):
      var elements = try openArray(limit: .max)
      while try hasNext(in: &elements) { try skipValue(depth: depth - 1) }
    case UInt8(ascii: "\""): try skipString()
    default:
      guard !skipWord("null"), !skipWord("true"), !skipWord("false") else { return }
      _ = try readNumber()
    }
  }

  /// Checks that nothing but white space is left.
  mutating func finish() throws(JSONFault) {
    guard peek() == nil else { throw JSONFault(.trailingText, at: offset) }
  }

  /// That `what` should be next and is not.
  mutating func fault(_ what: String) -> JSONFault {
    peek() == nil ? JSONFault(.unexpectedEnd, at: offset) : JSONFault(.expected(what), at: offset)
  }

  /// Moves on; for ``readString()``.
  mutating func advance(to offset: Int) { self.offset = offset }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
