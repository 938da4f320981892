/// Exactly 32 bytes, held in place: a digest, an id, a public key.
///
/// Ordered as the bytes are, first byte first.
public struct Bytes32: Hashable, Sendable {
  /// Length in bytes.
  public static let count = 32

  private let words: (UInt64, UInt64, UInt64, UInt64)  // in memory order, so never compared as is

  /// 32 zero bytes.
  public static let zero = Bytes32(repeating: 0)

  /// Repeats one byte.
  public init(repeating byte: UInt8) {
    let word = UInt64(byte) &* 0x0101_0101_0101_0101
    words = (word, word, word, word)
  }

  /// Copies 32 bytes.
  ///
  /// - Returns: `nil` when `bytes` has another length.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.count else { return nil }
    self.init { $0.copyBytes(from: bytes) }
  }

  /// Copies 32 bytes.
  ///
  /// - Precondition: `buffer` has 32 bytes.
  public init(copying buffer: UnsafeRawBufferPointer) {
    precondition(buffer.count == Self.count, "32 bytes expected")
    self.init { $0.copyMemory(from: buffer) }
  }

  /// Creates a value by writing it in place.
  ///
  /// - Parameter fill: Writes into 32 bytes that are zero at first.
  public init(filling fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
    var filled: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    try Swift.withUnsafeMutableBytes(of: &filled, fill)
    words = filled
  }

  /// Lends the bytes.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try Swift.withUnsafeBytes(of: words, body)
  }

  /// A copy of the bytes.
  public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Equal when all bytes are. Not constant-time: for public values.
  public static func == (left: Bytes32, right: Bytes32) -> Bool { left.words == right.words }

  /// Feeds the bytes to `hasher`.
  public func hash(into hasher: inout Hasher) { withUnsafeBytes { hasher.combine(bytes: $0) } }
}

extension Bytes32: Comparable {
  /// Lexicographic, first byte first.
  public static func < (left: Bytes32, right: Bytes32) -> Bool {
    left.withUnsafeBytes { first in
      right.withUnsafeBytes { first.lexicographicallyPrecedes($0) }
    }
  }
}

extension Bytes32: CustomStringConvertible {
  /// 64 lower-case hex digits.
  public var description: String { withUnsafeBytes { Hex.encode($0) } }
}
