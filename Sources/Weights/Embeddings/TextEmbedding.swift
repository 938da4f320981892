/// Decimal numbers between commas or white space: on one line, or one on each line.
///
/// Lines that begin with `#` are comments, as `numpy.savetxt` writes them. A comma must stand between
/// two numbers. Several lines of several numbers are a table, and so refused.
enum TextEmbedding {
  static func read(_ bytes: [UInt8], into vector: inout EmbeddingVector) throws -> UInt64? {
    var lineCount: UInt64 = 0
    var widest: UInt64 = 0
    var start = TextPlace.markLength(bytes)
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      let count = try readLine(bytes, start..<end, into: &vector)
      if count > 0 {
        lineCount += 1
        widest = max(widest, count)
      }
      start = end + 1
    }
    guard lineCount <= 1 || widest <= 1 else {
      throw EmbeddingFault.notAVector(shape: [lineCount, widest])
    }
    return nil
  }

  /// - Returns: How many numbers the line has.
  private static func readLine(
    _ bytes: [UInt8], _ line: Range<Int>, into vector: inout EmbeddingVector
  ) throws -> UInt64 {
    var count: UInt64 = 0
    var needsNumber = false
    var position = skipSpace(bytes, from: line.lowerBound, to: line.upperBound)
    if position < line.upperBound, bytes[position] == UInt8(ascii: "#") { return 0 }
    while position < line.upperBound || needsNumber {
      position = try readNumber(bytes, at: position, end: line.upperBound, into: &vector)
      count += 1
      let next = skipSpace(bytes, from: position, to: line.upperBound)
      needsNumber = next < line.upperBound && bytes[next] == UInt8(ascii: ",")
      guard needsNumber || next > position || next == line.upperBound else {
        throw JSONFault(.expected("a comma or a space"), at: next)
      }
      position = needsNumber ? skipSpace(bytes, from: next + 1, to: line.upperBound) : next
    }
    return count
  }

  private static func readNumber(
    _ bytes: [UInt8], at start: Int, end: Int, into vector: inout EmbeddingVector
  ) throws -> Int {
    let word = bytes[start..<end].prefix { !isSpace($0) && $0 != UInt8(ascii: ",") }
    let letters = String(decoding: word.drop { "+-".utf8.contains($0) }, as: UTF8.self)
    if ["nan", "inf", "infinity"].contains(letters.lowercased()) { try vector.appendNonFinite() }
    guard let end = NumberGrammar.loose.match(bytes, from: start), end == word.endIndex else {
      throw JSONFault(.expected("a number"), at: start)
    }
    try vector.append(DecimalNumber.parse(word))
    return end
  }

  private static func skipSpace(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    bytes[start..<end].firstIndex { !isSpace($0) } ?? end
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
