/// The random numbers that the chain draws targets from: ChaCha with 12 rounds, keyed by a seed of
/// 64 bits.
///
/// Source: chain `arrgen/src/lib.rs`, which takes `StdRng` of the Rust library rand 0.9; ChaCha as
/// in Bernstein, "ChaCha, a variant of Salsa20", with a counter and a nonce of 64 bits each; the
/// seed is spread over the key by PCG-XSH-RR 64/32 (O'Neill, 2014).
struct ChaChaGenerator {
  private static let roundPairs = 6
  private static let wordsInBlock = 16

  private var input: [UInt32]
  private var block: [UInt32] = []
  private var used = 0

  /// Starts from a seed.
  init(seed: UInt64) {
    var state = seed
    let key = (0..<8).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 11_634_580_027_462_260_723
      let mixed = UInt32(truncatingIfNeeded: ((state >> 18) ^ state) >> 27)
      let rotation = UInt32(truncatingIfNeeded: state >> 59)
      return Self.rotate(mixed, left: (32 - rotation) % 32)
    }
    let constants: [UInt32] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]
    input = constants + key + [0, 0, 0, 0]
  }

  /// The next 64 bits: two words, the lower one first.
  mutating func next() -> UInt64 {
    let low = UInt64(nextWord())
    return low | UInt64(nextWord()) << 32
  }

  private mutating func nextWord() -> UInt32 {
    if used == block.count {
      block = Self.block(input)
      used = 0
      input[12] &+= 1
      if input[12] == 0 { input[13] &+= 1 }
    }
    defer { used += 1 }
    return block[used]
  }

  private static func block(_ input: [UInt32]) -> [UInt32] {
    var words = input
    for _ in 0..<roundPairs {
      for column in 0..<4 {
        quarterRound(&words, column, column + 4, column + 8, column + 12)
      }
      for row in 0..<4 {
        quarterRound(
          &words, row, 4 + (row + 1) % 4, 8 + (row + 2) % 4, 12 + (row + 3) % 4)
      }
    }
    return (0..<wordsInBlock).map { words[$0] &+ input[$0] }
  }

  private static func quarterRound(
    _ words: inout [UInt32], _ first: Int, _ second: Int, _ third: Int, _ fourth: Int
  ) {
    words[first] &+= words[second]
    words[fourth] = rotate(words[fourth] ^ words[first], left: 16)
    words[third] &+= words[fourth]
    words[second] = rotate(words[second] ^ words[third], left: 12)
    words[first] &+= words[second]
    words[fourth] = rotate(words[fourth] ^ words[first], left: 8)
    words[third] &+= words[fourth]
    words[second] = rotate(words[second] ^ words[third], left: 7)
  }

  private static func rotate(_ word: UInt32, left count: UInt32) -> UInt32 {
    count == 0 ? word : word << count | word >> (32 - count)
  }
}
