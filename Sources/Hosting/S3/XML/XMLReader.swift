/// Reads the XML that storage services answer with (XML 1.0, fifth edition), in the part of it that
/// they use, as strictly as hostile input needs.
///
/// Elements, text, attributes that are stepped over, comments, the five named references and
/// numbered ones. No document type, hence no entities; no CDATA, no processing instructions after the
/// first line. Depth, elements and bytes are bounded, and nothing recurses.
package struct XMLReader {
  /// Longest document in bytes: a page of a listing has at most 1000 keys of 1 KiB.
  static let byteLimit = 8 << 20
  /// Most elements: a page of 1000 with a dozen members each.
  package static let elementLimit = 50_000
  /// Most levels.
  package static let depthLimit = 16
  /// Most attributes of an element.
  static let attributeLimit = 16

  private let bytes: [UInt8]
  private var offset = 0
  private var elementCount = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads a whole document.
  ///
  /// - Returns: Its outermost element.
  /// - Throws: ``XMLFault``.
  package static func read(_ bytes: [UInt8]) throws(XMLFault) -> XMLElement {
    guard bytes.count <= byteLimit else { throw XMLFault(.tooMuch, at: byteLimit) }
    var reader = XMLReader(bytes)
    // A service that needs time sends white space first, so that the connection is not cut.
    reader.skipSpace()
    if reader.skip("\u{FEFF}") { reader.skipSpace() }
    if reader.skip("<?xml") { try reader.skipPast("?>") }
    try reader.skipMiscellany()
    let root = try reader.readTree()
    try reader.skipMiscellany()
    guard reader.offset == bytes.count else { throw reader.fault(.trailingText) }
    return root
  }

  /// Reads an element with all that is in it; `open` holds those whose end has not come.
  private mutating func readTree() throws(XMLFault) -> XMLElement {
    var open: [XMLElement] = []
    while true {
      if !open.isEmpty { open[open.count - 1].text += try readText() }
      let finished: XMLElement
      if skip("</") {
        guard let element = open.popLast() else { throw fault(.expected("an element")) }
        try finishEndTag(of: element)
        finished = element
      } else if skip("<!--") {
        try skipPast("-->")
        continue
      } else {
        let (element, isEmpty) = try readStartTag()
        guard isEmpty else {
          open.append(element)
          guard open.count <= Self.depthLimit else { throw fault(.tooMuch) }
          continue
        }
        finished = element
      }
      guard !open.isEmpty else { return finished }
      open[open.count - 1].children.append(finished)
    }
  }

  private mutating func readStartTag() throws(XMLFault) -> (XMLElement, isEmpty: Bool) {
    guard skip("<") else {
      throw fault(offset == bytes.count ? .unexpectedEnd : .expected("an element"))
    }
    guard next != UInt8(ascii: "!"), next != UInt8(ascii: "?") else { throw fault(.declaration) }
    elementCount += 1
    guard elementCount <= Self.elementLimit else { throw fault(.tooMuch) }
    let element = XMLElement(name: try readName())
    var attributeCount = 0
    while true {
      let hasSpace = skipSpace()
      if skip("/>") { return (element, true) }
      if skip(">") { return (element, false) }
      guard hasSpace else {
        throw fault(offset == bytes.count ? .unexpectedEnd : .expected("the end of a tag"))
      }
      attributeCount += 1
      guard attributeCount <= Self.attributeLimit else { throw fault(.tooMuch) }
      try skipAttribute()
    }
  }

  private mutating func finishEndTag(of element: XMLElement) throws(XMLFault) {
    let start = offset
    guard try readName() == element.name else {
      throw XMLFault(.expected("the end of `\(element.name)`"), at: start)
    }
    skipSpace()
    guard skip(">") else { throw fault(.expected("the end of a tag")) }
  }

  private mutating func skipAttribute() throws(XMLFault) {
    _ = try readName()
    skipSpace()
    guard skip("=") else { throw fault(.expected("an equals sign")) }
    skipSpace()
    guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw fault(.expected("a quoted value"))
    }
    offset += 1
    while let byte = next, byte != quote {
      guard byte != UInt8(ascii: "<") else { throw fault(.expected("a quoted value")) }
      offset += 1
    }
    guard next == quote else { throw fault(.unexpectedEnd) }
    offset += 1
  }

  /// Reads a name and drops its prefix.
  private mutating func readName() throws(XMLFault) -> String {
    let start = offset
    while let byte = next, Self.isNameByte(byte) { offset += 1 }
    let name = bytes[start..<offset]
    guard let first = name.first, !(0x2D...0x39).contains(first), name.count <= 256 else {
      throw XMLFault(name.count > 256 ? .tooMuch : .expected("a name"), at: start)
    }
    let local = name.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard local.count <= 2, let last = local.last, !last.isEmpty,
      let text = String(validating: last, as: UTF8.self)
    else { throw XMLFault(.expected("a name"), at: start) }
    return text
  }

  /// Reads text up to the next tag, and resolves its references.
  private mutating func readText() throws(XMLFault) -> String {
    let start = offset
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "<") {
      if byte == UInt8(ascii: "&") {
        text += Array(String(try readReference()).utf8)
      } else {
        guard byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else {
          throw fault(.invalidText)
        }
        text.append(byte)
        offset += 1
      }
    }
    guard next != nil else { throw fault(.unexpectedEnd) }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw XMLFault(.invalidText, at: start)
    }
    return string
  }

  private mutating func readReference() throws(XMLFault) -> Unicode.Scalar {
    let start = offset
    offset += 1
    // The longest is `&#1114111;`.
    let end = bytes[offset..<min(offset + 9, bytes.count)].firstIndex(of: UInt8(ascii: ";"))
    guard let end else { throw XMLFault(.unknownReference, at: start) }
    let name = String(decoding: bytes[offset..<end], as: UTF8.self)
    offset = end + 1
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let digits = name.dropFirst(name.hasPrefix("#x") ? 2 : 1)
      guard name.hasPrefix("#"), digits.allSatisfy(\.isHexDigit),
        let value = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10),
        let scalar = Unicode.Scalar(value), value >= 0x20 || [0x09, 0x0A, 0x0D].contains(value)
      else { throw XMLFault(.unknownReference, at: start) }
      return scalar
    }
  }

  /// Steps over white space and comments outside of the document.
  private mutating func skipMiscellany() throws(XMLFault) {
    skipSpace()
    while skip("<!--") {
      try skipPast("-->")
      skipSpace()
    }
  }

  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = offset
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
    }
    return offset > start
  }

  private mutating func skipPast(_ end: StaticString) throws(XMLFault) {
    while offset < bytes.count {
      if skip(end) { return }
      offset += 1
    }
    throw fault(.unexpectedEnd)
  }

  private mutating func skip(_ expected: StaticString) -> Bool {
    let count = expected.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    for index in 0..<count where bytes[offset + index] != expected.utf8Start[index] { return false }
    offset += count
    return true
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func fault(_ reason: XMLFault.Reason) -> XMLFault { XMLFault(reason, at: offset) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
