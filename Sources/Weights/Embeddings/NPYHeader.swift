/// The header of NumPy's `.npy`: what the numbers are, and in which shape.
///
/// File: `\x93NUMPY`, two bytes of version, the length of the header (`u16` in version 1, `u32` in 2
/// and 3, little-endian), the header, the numbers. The header is a Python literal, a dictionary of
/// `descr`, `fortran_order` and `shape`; version 3 only allows UTF-8 in it.
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
struct NPYHeader {
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// The longest header that is read, in bytes; that of a vector has about 100.
  private static let headerLimit = 1 << 16
  private static let dimensionLimit = 32

  /// Such as `<f4`.
  private(set) var type = ""
  private(set) var shape: [UInt64] = []
  /// Where the numbers begin, in bytes from the start of the file.
  private(set) var dataStart = 0

  /// Reads the beginning of a file.
  ///
  /// - Throws: ``EmbeddingFault``; ``JSONFault`` for the literal.
  init(_ bytes: [UInt8]) throws {
    guard bytes.starts(with: Self.magic), bytes.count >= 10 else {
      throw EmbeddingFault.cutOff(byteCount: bytes.count)
    }
    let isFirst = bytes[6] == 1
    guard (1...3).contains(bytes[6]), bytes[7] == 0 else {
      throw EmbeddingFault.unknownVersion(major: bytes[6], minor: bytes[7])
    }
    let start = isFirst ? 10 : 12
    guard bytes.count >= start else { throw EmbeddingFault.cutOff(byteCount: bytes.count) }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.headerLimit else {
      throw JSONFault(.tooMuch(limit: Self.headerLimit), at: 8)
    }
    guard start + length <= bytes.count else {
      throw EmbeddingFault.cutOff(byteCount: bytes.count)
    }
    dataStart = start + length
    // Offsets of faults then count from the start of the file, as they should.
    var reader = JSONReader(Array(bytes[..<dataStart]), at: start)
    try readDictionary(&reader)
  }

  private mutating func readDictionary(_ reader: inout JSONReader) throws {
    guard reader.skip("{") else { throw reader.fault("`{`") }
    var names: Set<String> = []
    while !reader.skip("}") {
      if !names.isEmpty {
        guard reader.skip(",") else { throw reader.fault("a comma or `}`") }
        if reader.skip("}") { break }
      }
      let start = reader.offset
      let name = try reader.readPythonString()
      guard names.insert(name).inserted else { throw JSONFault(.duplicateName(name), at: start) }
      guard reader.skip(":") else { throw reader.fault("a colon") }
      switch name {
      case "descr":
        // Tables have a list of columns here.
        guard reader.peek() != UInt8(ascii: "[") else { throw EmbeddingFault.wrongType("table") }
        type = try reader.readPythonString()
      case "fortran_order":
        // Of no consequence for a vector.
        guard reader.skipWord("False") || reader.skipWord("True") else {
          throw reader.fault("True or False")
        }
      case "shape": shape = try readTuple(&reader)
      default: throw JSONFault(.expected("`descr`, `fortran_order` or `shape`"), at: start)
      }
    }
    guard names.count == 3 else { throw reader.fault("all of `descr`, `fortran_order`, `shape`") }
    try reader.finish()
  }

  private func readTuple(_ reader: inout JSONReader) throws -> [UInt64] {
    guard reader.skip("(") else { throw reader.fault("a tuple") }
    var numbers: [UInt64] = []
    while !reader.skip(")") {
      guard numbers.count < Self.dimensionLimit else {
        throw JSONFault(.tooMuch(limit: Self.dimensionLimit), at: reader.offset)
      }
      numbers.append(try reader.readUnsigned())
      if reader.skip(")") { break }
      guard reader.skip(",") else { throw reader.fault("a comma or `)`") }
    }
    return numbers
  }
}

extension JSONReader {
  /// Reads a Python string between single or double quotes, without escapes.
  fileprivate mutating func readPythonString() throws(JSONFault) -> String {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw fault("a string")
    }
    let start = offset + 1
    guard
      let end = text[start...].firstIndex(where: { $0 == quote || $0 == UInt8(ascii: "\\") }),
      text[end] == quote
    else { throw JSONFault(.expected("a string without escapes"), at: offset) }
    guard let string = String(validating: text[start..<end], as: UTF8.self) else {
      throw JSONFault(.invalidText, at: start)
    }
    advance(to: end + 1)
    return string
  }
}
