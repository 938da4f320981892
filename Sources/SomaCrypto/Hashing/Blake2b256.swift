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
  public init() {
    chain = Self.initialState
    chain.0 ^= 0x0101_0020  // RFC 7693 2.5: 32-byte digest, no key, fanout 1, depth 1
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
    var last = self
    last.buffer.withUnsafeMutableBytes { buffer in
      for index in buffered..<Self.blockSize { buffer[index] = 0 }
    }
    last.buffer.withUnsafeBytes { block in
      // A block of 128 bytes always has a base address.
      guard let start = block.baseAddress else { return }
      Self.compress(&last.chain, start, counter: compressed &+ UInt64(buffered), isLast: true)
    }
    return Bytes32 { output in
      for (index, word) in [last.chain.0, last.chain.1, last.chain.2, last.chain.3].enumerated() {
        output.storeBytes(of: word.littleEndian, toByteOffset: index * 8, as: UInt64.self)
      }
    }
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
