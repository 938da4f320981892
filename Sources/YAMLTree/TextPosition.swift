import Diagnostics

/// A line and a column, counted from 1 the way libyaml counts: columns in Unicode scalars, lines
/// by CR LF, CR, LF, U+0085, U+2028 and U+2029.
struct TextPosition {
  private(set) var line = 1
  private(set) var column = 1

  /// Finds the character that the byte at `offset` belongs to.
  ///
  /// - Parameters:
  ///   - offset: Counted from 0; beyond the end means the end.
  ///   - bytes: UTF-8 that is valid before that character, and need not be afterwards.
  init(ofByte offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < bytes.count {
      let width = Self.width(from: bytes[start])
      guard start + width <= min(offset, bytes.count) else { return }
      if Self.isBreak(bytes, from: start, width: width) {
        line += 1
        column = 1
      } else {
        column += 1
      }
      start += width
    }
  }

  /// Bytes in the UTF-8 sequence that `lead` begins (RFC 3629 section 3).
  private static func width(from lead: UInt8) -> Int {
    switch lead {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }

  private static func isBreak(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, width: Int
  ) -> Bool {
    switch (width, bytes[start]) {
    case (1, 0x0A): true
    case (1, 0x0D): start + 1 == bytes.count || bytes[start + 1] != 0x0A  // else the LF counts
    case (2, 0xC2): bytes[start + 1] == 0x85
    case (3, 0xE2): bytes[start + 1] == 0x80 && (0xA8...0xA9).contains(bytes[start + 2])
    default: false
    }
  }

  /// The place of this position in a file.
  func place(in file: String) -> Place { Place(file: file, line: line, column: column) }
}
