/// A line and a column of a text, counted from 1, columns in bytes.
public struct TextPlace: Hashable, Sendable {
  /// The line.
  public var line: Int
  /// The column.
  public var column: Int

  /// Creates a place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Length of the mark of UTF-8 (RFC 3629 §6) that a text begins with: 3, or 0 when there is none.
  static func markLength(_ bytes: [UInt8]) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Finds a byte, counted from 0; lines end at LF.
  init(_ offset: Int, in bytes: [UInt8]) {
    let before = bytes.prefix(offset)
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    self.init(line: before.count { $0 == 0x0A } + 1, column: before.count - start + 1)
  }
}
