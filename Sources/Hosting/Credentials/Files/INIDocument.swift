/// A configuration file of sections and settings, as the AWS CLI reads its own (Python's
/// `configparser` with `inline_comment_prefixes=None`).
///
/// `[section]`, `name = value` or `name: value`, comments in lines of their own that begin with `#`
/// or `;`. An indented line belongs to the setting above it. Names of settings are in lower case.
/// What occurs twice is refused. Values stay where they are: a setting is the range of its value in
/// the bytes that were read, so that no copies of secrets are made here.
package struct INIDocument: Equatable, Sendable {
  /// Longest file in bytes.
  static let byteLimit = 1 << 20

  /// The settings of each section: ranges of bytes, without white space around them.
  package private(set) var sections: [String: [String: Range<Int>]] = [:]

  /// Reads a file.
  ///
  /// - Throws: ``INIFault``.
  package init(parsing bytes: UnsafeRawBufferPointer) throws(INIFault) {
    guard bytes.count <= Self.byteLimit else { throw INIFault(.tooMuch, line: 1) }
    var section: String?
    var hasSetting = false
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 0
    while start < bytes.count {
      line += 1
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let content = Self.trimmed(start..<end, of: bytes)
      let isIndented = content.lowerBound > start
      start = end + 1
      guard let first = content.isEmpty ? nil : bytes[content.lowerBound],
        first != UInt8(ascii: "#"), first != UInt8(ascii: ";")
      else { continue }
      if isIndented && hasSetting { continue }  // a nested setting, such as those of `s3 =`
      if first == UInt8(ascii: "[") {
        let name = try Self.sectionName(content, of: bytes, line: line)
        guard sections.updateValue([:], forKey: name) == nil else {
          throw INIFault(.duplicateSection, line: line)
        }
        section = name
        hasSetting = false
      } else {
        guard let section else { throw INIFault(.noSection, line: line) }
        let (name, value) = try Self.setting(content, of: bytes, line: line)
        guard sections[section]?.updateValue(value, forKey: name) == nil else {
          throw INIFault(.duplicateSetting, line: line)
        }
        hasSetting = true
      }
    }
  }

  private static func sectionName(
    _ content: Range<Int>, of bytes: UnsafeRawBufferPointer, line: Int
  ) throws(INIFault) -> String {
    let inside = content.lowerBound + 1..<content.upperBound
    guard let close = bytes[inside].lastIndex(of: UInt8(ascii: "]")) else {
      throw INIFault(.badSection, line: line)
    }
    let name = try text(trimmed(inside.lowerBound..<close, of: bytes), of: bytes, line: line)
    guard !name.isEmpty else { throw INIFault(.badSection, line: line) }
    return name
  }

  private static func setting(
    _ content: Range<Int>, of bytes: UnsafeRawBufferPointer, line: Int
  ) throws(INIFault) -> (String, Range<Int>) {
    let separator = bytes[content].firstIndex {
      $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":")
    }
    guard let separator, separator > content.lowerBound else {
      throw INIFault(.noSetting, line: line)
    }
    let name = try text(
      trimmed(content.lowerBound..<separator, of: bytes), of: bytes, line: line)
    return (name.lowercased(), trimmed(separator + 1..<content.upperBound, of: bytes))
  }

  private static func text(
    _ range: Range<Int>, of bytes: UnsafeRawBufferPointer, line: Int
  ) throws(INIFault) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw INIFault(.invalidText, line: line)
    }
    return text
  }

  private static func trimmed(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Range<Int> {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = bytes[range].firstIndex(where: { !isSpace($0) }),
      let last = bytes[range].lastIndex(where: { !isSpace($0) })
    else { return range.lowerBound..<range.lowerBound }
    return first..<last + 1
  }
}
