/// Reads a body in pieces that suit its source, and hands them on in pieces that suit libcurl.
struct BodyFeed {
  /// A source of sealed weights proves whole MiBs: asking for less would prove each one often.
  static let pieceSize = 1 << 20

  private let body: RequestBody
  private var reader: (any ByteReader)?
  private var piece: [UInt8] = []
  /// Which bytes of the source ``piece`` begins with.
  private var filled: Range<UInt64>
  /// The next byte of the source that leaves.
  private var next: UInt64

  init(_ body: RequestBody) {
    self.body = body
    next = body.range.lowerBound
    filled = next..<next
  }

  /// Bytes of the body that were handed on.
  var sent: UInt64 { next - body.range.lowerBound }

  /// Whether the last byte was handed on.
  var isExhausted: Bool { next == body.range.upperBound }

  /// Fills as much of a buffer as it can without waiting twice.
  ///
  /// - Returns: How much; 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !isExhausted, !buffer.isEmpty else { return 0 }
    if !filled.contains(next) { try fill() }
    let start = Int(next - filled.lowerBound)
    let count = min(buffer.count, Int(filled.upperBound - next))
    piece.withUnsafeBytes { buffer.copyBytes(from: $0[start..<start + count]) }
    next += UInt64(count)
    return count
  }

  /// Goes to an offset of the body.
  ///
  /// - Returns: Whether there is such an offset.
  mutating func seek(to offset: Int) -> Bool {
    guard let offset = UInt64(exactly: offset), offset <= body.size else { return false }
    next = body.range.lowerBound + offset
    return true
  }

  private mutating func fill() throws {
    if reader == nil { reader = try body.source.makeReader() }
    let size = UInt64(Self.pieceSize)
    let count = Int(min(size - next % size, body.range.upperBound - next))
    if piece.count < count { piece = [UInt8](repeating: 0, count: count) }
    filled = next..<next  // nothing, should the source throw
    try piece.withUnsafeMutableBytes {
      try reader?.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<count]), at: next)
    }
    filled = next..<next + UInt64(count)
  }
}
