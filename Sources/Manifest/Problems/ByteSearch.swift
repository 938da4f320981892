/// Looks for short ASCII texts in bytes. Every character of every manifest passes here, so it is plain loops.
struct ByteSearch {
  private let bytes: [UInt8]

  init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

  /// Whether `needle` occurs, and `isEnough` says so of what is around it.
  ///
  /// - Parameters:
  ///   - needle: In lower case when the case is ignored.
  ///   - ignoringCase: Whether letters of either case fit.
  ///   - isEnough: Gets all bytes, and where the needle begins and ends in them.
  /// - Returns: Whether that is so anywhere.
  func contains(
    _ needle: StaticString, ignoringCase: Bool = false,
    where isEnough: ([UInt8], Range<Int>) -> Bool = { _, _ in true }
  ) -> Bool {
    needle.withUTF8Buffer { needle in
      guard bytes.count >= needle.count, !needle.isEmpty else { return false }
      let mask: UInt8 = ignoringCase ? 0x20 : 0
      return bytes.withUnsafeBufferPointer { bytes in
        var start = 0
        while start <= bytes.count - needle.count {
          var length = 0
          while length < needle.count, Self.fits(bytes[start + length], needle[length], mask) {
            length += 1
          }
          if length == needle.count, isEnough(self.bytes, start..<start + length) { return true }
          start += 1
        }
        return false
      }
    }
  }

  /// Whether a row of Base64 characters is an entry of a keystore.
  var hasKeystoreEntry: Bool {
    guard bytes.count >= 44 else { return false }
    var start = 0
    for index in 0...bytes.count {
      if index < bytes.count, bytes[index].isBase64 { continue }
      if index - start == 44, bytes[start..<index].isKeystoreEntry { return true }
      start = index + 1
    }
    return false
  }

  /// `mask` is set only for letters, where it is the difference between the cases.
  @inline(__always)
  private static func fits(_ byte: UInt8, _ wanted: UInt8, _ mask: UInt8) -> Bool {
    byte == wanted || (mask != 0 && (0x61...0x7A).contains(wanted) && byte | mask == wanted)
  }
}

extension UInt8 {
  /// An ASCII letter or digit.
  var isAlphanumeric: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  /// A character of Base64, but for the padding.
  var isBase64: Bool { isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") }
}
