extension JSONReader {
  /// Reads a string, with its escapes resolved.
  ///
  /// - Throws: ``JSONFault``, also for control characters, bytes that are not UTF-8, unknown escapes
  ///   and halves of surrogate pairs.
  mutating func readString() throws(JSONFault) -> String {
    guard skip("\"") else { throw fault("a string") }
    let start = offset
    var bytes: [UInt8] = []
    var position = start
    while position < text.count {
      let byte = text[position]
      switch byte {
      case UInt8(ascii: "\""):
        advance(to: position + 1)
        guard let string = String(validating: bytes, as: UTF8.self) else {
          throw JSONFault(.invalidText, at: start)
        }
        return string
      case UInt8(ascii: "\\"):
        let (scalar, end) = try escape(at: position)
        bytes += Array(String(scalar).utf8)
        position = end
      case 0x20...:
        bytes.append(byte)
        position += 1
      default: throw JSONFault(.expected("a character that prints"), at: position)
      }
    }
    throw JSONFault(.unexpectedEnd, at: text.count)
  }

  /// Steps over a string without making a copy of it.
  mutating func skipString() throws(JSONFault) {
    guard skip("\"") else { throw fault("a string") }
    var position = offset
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < text.count else { throw JSONFault(.unexpectedEnd, at: text.count) }
    advance(to: position + 1)
  }

  /// Resolves the escape that begins at `position`, with its second half if it has one.
  private func escape(at position: Int) throws(JSONFault) -> (Unicode.Scalar, end: Int) {
    guard position + 1 < text.count else { throw JSONFault(.unexpectedEnd, at: text.count) }
    let simple: Unicode.Scalar
    switch text[position + 1] {
    case UInt8(ascii: "\""): simple = "\""
    case UInt8(ascii: "\\"): simple = "\\"
    case UInt8(ascii: "/"): simple = "/"
    case UInt8(ascii: "b"): simple = "\u{8}"
    case UInt8(ascii: "f"): simple = "\u{C}"
    case UInt8(ascii: "n"): simple = "\n"
    case UInt8(ascii: "r"): simple = "\r"
    case UInt8(ascii: "t"): simple = "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(at: position)
    default: throw JSONFault(.expected("a known escape"), at: position)
    }
    return (simple, position + 2)
  }

  private func unicodeEscape(at position: Int) throws(JSONFault) -> (Unicode.Scalar, end: Int) {
    let first = try codeUnit(at: position)
    if let scalar = Unicode.Scalar(first) { return (scalar, position + 6) }
    let second = UTF16.isLeadSurrogate(first) ? try? codeUnit(at: position + 6) : nil
    // Without a second half, or with another than that, the first stands for no character.
    guard let second, UTF16.isTrailSurrogate(second),
      let scalar = Unicode.Scalar(
        0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)))
    else { throw JSONFault(.invalidText, at: position) }
    return (scalar, position + 12)
  }

  /// The four hex digits after `\u`.
  private func codeUnit(at position: Int) throws(JSONFault) -> UInt16 {
    guard position + 6 <= text.count, text[position] == UInt8(ascii: "\\"),
      text[position + 1] == UInt8(ascii: "u")
    else { throw JSONFault(.expected("a known escape"), at: position) }
    var value: UInt16 = 0
    for byte in text[position + 2..<position + 6] {
      guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw JSONFault(.expected("four hex digits"), at: position)
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
