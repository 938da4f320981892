/// Reads absolute URLs. <https://url.spec.whatwg.org/#concept-basic-url-parser>
///
/// The standard describes one state machine over characters. Without a base URL its states are
/// nested cuts of the text, and that is how they are written here: the first `#` begins the
/// fragment, the first `?` before it the query, and what is left is scheme, host and path.
enum URLParser {
  /// Reads a text of bounded length.
  static func parse(_ text: String) throws(CanonicalURLError) -> URLRecord {
    let (bytes, hadLineBreaks) = clean(text)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), isScheme(bytes[..<colon]) else {
      throw .missingScheme
    }
    var record = URLRecord(scheme: URLScheme(bytes[..<colon].asciiLowercasedText))
    var rest = bytes[(colon + 1)...]
    record.fragment = cutTail(of: &rest, at: "#").map { PercentEncodeSet.fragment.encode($0) }
    let querySet: PercentEncodeSet = record.scheme.isSpecial ? .specialQuery : .query
    record.query = cutTail(of: &rest, at: "?").map { querySet.encode($0) }
    switch record.scheme.kind {
    case .web:
      try readAuthority(of: rest.drop(while: record.scheme.isSlash), into: &record)
    case .file:
      // The node's library reads a drive before it removes what breaks the line.
      guard !hadLineBreaks else { throw .contested(.lineBreakInFile) }
      try readFile(rest, into: &record)
    case .other:
      if rest.starts(with: "//".utf8) {
        try readAuthority(of: rest.dropFirst(2), into: &record)
      } else if rest.first == UInt8(ascii: "/") {
        record.path = try .segments(of: rest, scheme: record.scheme)
      } else {
        record.path = .opaque(PercentEncodeSet.control.encode(rest))
      }
    }
    return record
  }

  /// Removes controls and spaces around the text, and tabs and line breaks inside it.
  private static func clean(_ text: String) -> (bytes: ArraySlice<UInt8>, hadLineBreaks: Bool) {
    let isIgnoredAround = { (byte: UInt8) in byte <= 0x20 }
    let trimmed = Array(text.utf8).drop(while: isIgnoredAround)
    let end = trimmed.lastIndex { !isIgnoredAround($0) }.map { $0 + 1 } ?? trimmed.startIndex
    let lineBreaks: [UInt8] = [0x09, 0x0a, 0x0d]
    let bytes = trimmed[..<end].filter { !lineBreaks.contains($0) }
    return (bytes[...], bytes.count < end - trimmed.startIndex)
  }

  /// A letter, then letters, digits, `+`, `-` and `.`.
  private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, first.isASCIILetter else { return false }
    return bytes.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
  }

  /// Removes and returns what follows the first `separator`, which is removed too.
  private static func cutTail(
    of bytes: inout ArraySlice<UInt8>, at separator: Unicode.Scalar
  ) -> ArraySlice<UInt8>? {
    guard let index = bytes.firstIndex(of: UInt8(ascii: separator)) else { return nil }
    defer { bytes = bytes[..<index] }
    return bytes[(index + 1)...]
  }
}
