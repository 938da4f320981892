/// An IPv6 address. <https://url.spec.whatwg.org/#concept-ipv6-parser>
struct IPv6Address: Equatable, Sendable {
  private let pieces: [UInt16]  // eight

  /// Reads the text between the brackets: eight groups of one to four hex digits, of which `::`
  /// stands for one or more zeros, and four decimal numbers may stand for the last two.
  init(_ text: ArraySlice<UInt8>) throws(CanonicalURLError) {
    guard let gap = Self.firstDoubleColon(in: text) else {
      pieces = try Self.pieces(of: text)
      guard pieces.count == 8 else { throw .invalidIPv6Address }
      return
    }
    let head = text[..<gap]
    let tail = text[(gap + 2)...]
    // An address in decimal is the last thing, so never before the gap.
    guard !head.contains(UInt8(ascii: ".")) else { throw .invalidIPv6Address }
    let before = head.isEmpty ? [] : try Self.pieces(of: head)
    let after = tail.isEmpty ? [] : try Self.pieces(of: tail)
    let zeros = 8 - before.count - after.count
    guard zeros >= 1 else { throw .invalidIPv6Address }
    pieces = before + Array(repeating: 0, count: zeros) + after
  }

  private static func firstDoubleColon(in text: ArraySlice<UInt8>) -> Int? {
    let colon = UInt8(ascii: ":")
    return text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
  }

  /// Reads groups with single colons between them, at least one.
  private static func pieces(of text: ArraySlice<UInt8>) throws(CanonicalURLError) -> [UInt16] {
    let groups = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var pieces: [UInt16] = []
    for (index, group) in groups.enumerated() {
      if index == groups.count - 1, group.contains(UInt8(ascii: ".")) {
        pieces += try decimal(group)
      } else {
        pieces.append(try hex(group))
      }
    }
    return pieces
  }

  private static func hex(_ group: ArraySlice<UInt8>) throws(CanonicalURLError) -> UInt16 {
    guard (1...4).contains(group.count) else { throw .invalidIPv6Address }
    var piece: UInt16 = 0
    for byte in group {
      guard let digit = byte.hexDigitValue else { throw .invalidIPv6Address }
      piece = piece << 4 | UInt16(digit)
    }
    return piece
  }

  /// Reads four numbers up to 255 without leading zeros, as two pieces.
  private static func decimal(_ group: ArraySlice<UInt8>) throws(CanonicalURLError) -> [UInt16] {
    let numbers = group.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard numbers.count == 4 else { throw .invalidIPv6Address }
    var bytes: [UInt16] = []
    for number in numbers {
      guard (1...3).contains(number.count), number.allSatisfy(\.isASCIIDigit),
        number.count == 1 || number.first != UInt8(ascii: "0")
      else { throw .invalidIPv6Address }
      let value = number.reduce(0) { $0 * 10 + UInt16($1 - UInt8(ascii: "0")) }
      guard value <= UInt8.max else { throw .invalidIPv6Address }
      bytes.append(value)
    }
    return [bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]]
  }
}

extension IPv6Address: CustomStringConvertible {
  /// Lower-case hex, the first longest run of two or more zeros as `::`.
  ///
  /// <https://url.spec.whatwg.org/#concept-ipv6-serializer>
  var description: String {
    let text = { (pieces: ArraySlice<UInt16>) in
      pieces.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard let zeros = longestRunOfZeros else { return text(pieces[...]) }
    return text(pieces[..<zeros.lowerBound]) + "::" + text(pieces[zeros.upperBound...])
  }

  private var longestRunOfZeros: Range<Int>? {
    var longest = 0..<1
    var start = 0
    for (index, piece) in pieces.enumerated() {
      if piece != 0 { start = index + 1 }
      if index + 1 - start > longest.count { longest = start..<index + 1 }
    }
    return longest.count > 1 ? longest : nil
  }
}
