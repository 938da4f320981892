extension Bech32 {
  /// The BCH code of BIP-173 over the prefix and the data.
  struct Checksum {
    static let bech32: UInt32 = 1
    static let bech32m: UInt32 = 0x2bc8_30a3

    private static let generators: [UInt32] = [
      0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
    ]

    private(set) var state: UInt32 = 1

    init(prefix: String) {
      for character in prefix.utf8 { absorb(character >> 5) }
      absorb(0)
      for character in prefix.utf8 { absorb(character & 31) }
    }

    mutating func absorb(_ value: UInt8) {
      let top = state >> 25
      state = (state & 0x1ff_ffff) << 5 ^ UInt32(value)
      for (bit, generator) in Self.generators.enumerated() where top >> UInt32(bit) & 1 == 1 {
        state ^= generator
      }
    }

    /// The last `count` values, five bits each, that bring the state to ``bech32``.
    mutating func finish(count: Int) -> UInt32 {
      for _ in 0..<count { absorb(0) }
      return state ^ Self.bech32
    }
  }
}
