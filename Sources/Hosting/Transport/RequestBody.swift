/// What a request carries: a range of a ``ByteSource``, read as it is sent, and from the start again
/// when it must be sent again.
public struct RequestBody: Sendable {
  /// Where the bytes come from.
  let source: any ByteSource

  /// Which of them.
  let range: Range<UInt64>

  /// All of a source.
  public init(_ source: some ByteSource) {
    self.source = source
    range = 0..<source.size
  }

  /// A part of a source.
  ///
  /// - Parameters:
  ///   - source: Where the bytes come from.
  ///   - range: In bytes; must lie within the source.
  public init(_ source: some ByteSource, _ range: Range<UInt64>) {
    precondition(range.upperBound <= source.size, "a part lies within its source")
    self.source = source
    self.range = range
  }

  /// Bytes in memory.
  public init(_ bytes: [UInt8]) { self.init(ByteArraySource(bytes)) }

  /// Length in bytes.
  public var size: UInt64 { range.upperBound - range.lowerBound }
}
