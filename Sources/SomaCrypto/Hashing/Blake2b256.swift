/// BLAKE2b with a 32-byte output and no key, salt or personalisation, streaming (RFC 7693).
///
/// SOMA's one hash: of transactions, objects, weights, keys and embeddings. In Swift because it
/// is faster here than libsodium, which is the oracle in its tests.
public struct Blake2b256: Sendable {
  private static let blockSize = 128

  private var chain: State
  private var buffer = [UInt8](repeating: 0, count: blockSize)
  private var buffered = 0
  private var compressed: UInt64 = 0  // bytes; the upper half of the 128-bit counter stays 0

  /// Starts with no input.
  public init() { self.init(digestByteCount: Bytes32.count, key: []) }

  /// Starts any BLAKE2b, so that the vectors of RFC 7693, whose digests are longer, can be tested.
  ///
  /// - Parameters:
  ///   - digestByteCount: `1...64`.
  ///   - key: At most 64 bytes; they are not wiped, so it is for tests only.
  package init(digestByteCount: Int, key: [UInt8]) {
    chain = Self.initialState
    // RFC 7693 2.5: digest length, key length, fanout 1, depth 1.
    chain.0 ^= 0x0101_0000 ^ UInt64(key.count) << 8 ^ UInt64(digestByteCount)
    guard !key.isEmpty else { return }
    update(key + [UInt8](repeating: 0, count: Self.blockSize - key.count))
  }

  /// Absorbs bytes. Any split of the input into calls gives the same digest.
  public mutating func update(_ input: UnsafeRawBufferPointer) {
    guard var next = input.baseAddress, !input.isEmpty else { return }
    var left = input.count
    // The last block is compressed differently, so a full buffer waits for more input.
    if buffered > 0 {
      let taken = min(Self.blockSize - buffered, left)
      append(next, count: taken)
      next += taken
      left -= taken
      guard left > 0 else { return }
      compressBuffer()
    }
    let blocks = (left - 1) / Self.blockSize
    if blocks > 0 {
      Self.compress(&chain, next, blocks: blocks, counter: compressed)
      compressed &+= UInt64(blocks * Self.blockSize)
      next += blocks * Self.blockSize
      left -= blocks * Self.blockSize
    }
    append(next, count: left)
  }

  /// Absorbs bytes.
  public mutating func update(_ input: [UInt8]) { input.withUnsafeBytes { update($0) } }

  /// Absorbs the UTF-8 form of a text.
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of everything absorbed so far. More may be absorbed afterwards.
  public func finalize() -> Bytes32 {
    let words = finalState()
    return withUnsafeBytes(of: words) {
      Bytes32(copying: UnsafeRawBufferPointer(rebasing: $0[..<Bytes32.count]))
    }
  }

  /// All eight chaining words after the last block, little-endian: 64 bytes.
  package func finalState() -> State {
    var last = self
    last.buffer.withUnsafeMutableBytes { buffer in
      for index in buffered..<Self.blockSize { buffer[index] = 0 }
    }
    last.buffer.withUnsafeBytes { block in
      // A block of 128 bytes always has a base address.
      guard let start = block.baseAddress else { return }
      Self.compress(&last.chain, start, counter: compressed &+ UInt64(buffered), isLast: true)
    }
    let words = last.chain
    return (
      words.0.littleEndian, words.1.littleEndian, words.2.littleEndian, words.3.littleEndian,
      words.4.littleEndian, words.5.littleEndian, words.6.littleEndian, words.7.littleEndian
    )
  }

  /// The digest of one buffer.
  public static func hash(_ input: UnsafeRawBufferPointer) -> Bytes32 {
    var hasher = Blake2b256()
    hasher.update(input)
    return hasher.finalize()
  }

  /// The digest of one array.
  public static func hash(_ input: [UInt8]) -> Bytes32 { input.withUnsafeBytes { hash($0) } }

  private mutating func append(_ source: UnsafeRawPointer, count: Int) {
    buffer.withUnsafeMutableBytes { target in
      UnsafeMutableRawBufferPointer(rebasing: target[buffered..<buffered + count])
        .copyMemory(from: UnsafeRawBufferPointer(start: source, count: count))
    }
    buffered += count
  }

  private mutating func compressBuffer() {
    compressed &+= UInt64(buffered)
    let counter = compressed
    buffer.withUnsafeBytes { block in
      guard let start = block.baseAddress else { return }
      Self.compress(&chain, start, counter: counter, isLast: false)
    }
    buffered = 0
  }
}
