import Diagnostics

/// The end of what a child wrote to its standard error.
struct ErrorTail {
  private static let byteLimit = 4096
  private static let lineLimit = 200  // characters of the line that is shown

  private var bytes: [UInt8] = []

  /// Appends, and forgets what is too far back.
  mutating func append(_ more: some Collection<UInt8>) {
    bytes += more
    bytes.removeFirst(max(0, bytes.count - Self.byteLimit))
  }

  /// The last line that is not blank, printable and bounded.
  var lastLine: String? {
    let line = bytes.split { $0 == 0x0A || $0 == 0x0D }
      .last { line in line.contains { $0 > 0x20 } }
    return line.map {
      Excerpt(String(decoding: $0, as: UTF8.self), limit: Self.lineLimit).description
    }
  }
}
