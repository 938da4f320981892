// Written by scripts/generate-blake2b; change that instead.

extension Blake2b256 {
  /// The eight chaining words.
  package typealias State = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

  /// The initialisation vector of RFC 7693 2.6.
  static let initialState: State = (
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179
  )

  /// Compresses whole blocks, none of them the last one, after `counter` bytes.
  static func compress(
    _ chain: inout State, _ input: UnsafeRawPointer, blocks: Int, counter: UInt64
  ) {
    var words = chain
    for block in 0..<blocks {
      let offset = block * 128
      compress(
        &words, input + offset, counter: counter &+ UInt64(offset) &+ 128, isLast: false)
    }
    chain = words
  }

  @inline(__always)
  private static func mix(
    _ a: inout UInt64, _ b: inout UInt64, _ c: inout UInt64, _ d: inout UInt64,
    _ x: UInt64, _ y: UInt64
  ) {
    a = a &+ b &+ x
    d ^= a
    d = d &>> 32 | d &<< 32
    c = c &+ d
    b ^= c
    b = b &>> 24 | b &<< 40
    a = a &+ b &+ y
    d ^= a
    d = d &>> 16 | d &<< 48
    c = c &+ d
    b ^= c
    b = b &>> 63 | b &<< 1
  }

  /// Compresses one block of 128 bytes (RFC 7693 3.2), where `counter` is the number of bytes of
  /// input up to and including it.
  @inline(__always)
  static func compress(
    _ h: inout State, _ input: UnsafeRawPointer, counter: UInt64, isLast: Bool
  ) {
    let m0 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    let m1 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let m2 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
    let m3 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    let m4 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
    let m5 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 40, as: UInt64.self))
    let m6 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 48, as: UInt64.self))
    let m7 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 56, as: UInt64.self))
    let m8 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 64, as: UInt64.self))
    let m9 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 72, as: UInt64.self))
    let m10 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 80, as: UInt64.self))
    let m11 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 88, as: UInt64.self))
    let m12 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 96, as: UInt64.self))
    let m13 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 104, as: UInt64.self))
    let m14 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 112, as: UInt64.self))
    let m15 = UInt64(littleEndian: input.loadUnaligned(fromByteOffset: 120, as: UInt64.self))
    var v0 = h.0
    var v1 = h.1
    var v2 = h.2
    var v3 = h.3
    var v4 = h.4
    var v5 = h.5
    var v6 = h.6
    var v7 = h.7
    var v8: UInt64 = 0x6a09_e667_f3bc_c908
    var v9: UInt64 = 0xbb67_ae85_84ca_a73b
    var v10: UInt64 = 0x3c6e_f372_fe94_f82b
    var v11: UInt64 = 0xa54f_f53a_5f1d_36f1
    var v12: UInt64 = 0x510e_527f_ade6_82d1 ^ counter
    var v13: UInt64 = 0x9b05_688c_2b3e_6c1f
    var v14: UInt64 = 0x1f83_d9ab_fb41_bd6b ^ (isLast ? UInt64.max : 0)
    var v15: UInt64 = 0x5be0_cd19_137e_2179
    mix(&v0, &v4, &v8, &v12, m0, m1)
    mix(&v1, &v5, &v9, &v13, m2, m3)
    mix(&v2, &v6, &v10, &v14, m4, m5)
    mix(&v3, &v7, &v11, &v15, m6, m7)
    mix(&v0, &v5, &v10, &v15, m8, m9)
    mix(&v1, &v6, &v11, &v12, m10, m11)
    mix(&v2, &v7, &v8, &v13, m12, m13)
    mix(&v3, &v4, &v9, &v14, m14, m15)
    mix(&v0, &v4, &v8, &v12, m14, m10)
    mix(&v1, &v5, &v9, &v13, m4, m8)
    mix(&v2, &v6, &v10, &v14, m9, m15)
    mix(&v3, &v7, &v11, &v15, m13, m6)
    mix(&v0, &v5, &v10, &v15, m1, m12)
    mix(&v1, &v6, &v11, &v12, m0, m2)
    mix(&v2, &v7, &v8, &v13, m11, m7)
    mix(&v3, &v4, &v9, &v14, m5, m3)
    mix(&v0, &v4, &v8, &v12, m11, m8)
    mix(&v1, &v5, &v9, &v13, m12, m0)
    mix(&v2, &v6, &v10, &v14, m5, m2)
    mix(&v3, &v7, &v11, &v15, m15, m13)
    mix(&v0, &v5, &v10, &v15, m10, m14)
    mix(&v1, &v6, &v11, &v12, m3, m6)
    mix(&v2, &v7, &v8, &v13, m7, m1)
    mix(&v3, &v4, &v9, &v14, m9, m4)
    mix(&v0, &v4, &v8, &v12, m7, m9)
    mix(&v1, &v5, &v9, &v13, m3, m1)
    mix(&v2, &v6, &v10, &v14, m13, m12)
    mix(&v3, &v7, &v11, &v15, m11, m14)
    mix(&v0, &v5, &v10, &v15, m2, m6)
    mix(&v1, &v6, &v11, &v12, m5, m10)
    mix(&v2, &v7, &v8, &v13, m4, m0)
    mix(&v3, &v4, &v9, &v14, m15, m8)
    mix(&v0, &v4, &v8, &v12, m9, m0)
    mix(&v1, &v5, &v9, &v13, m5, m7)
    mix(&v2, &v6, &v10, &v14, m2, m4)
    mix(&v3, &v7, &v11, &v15, m10, m15)
    mix(&v0, &v5, &v10, &v15, m14, m1)
    mix(&v1, &v6, &v11, &v12, m11, m12)
    mix(&v2, &v7, &v8, &v13, m6, m8)
    mix(&v3, &v4, &v9, &v14, m3, m13)
    mix(&v0, &v4, &v8, &v12, m2, m12)
    mix(&v1, &v5, &v9, &v13, m6, m10)
    mix(&v2, &v6, &v10, &v14, m0, m11)
    mix(&v3, &v7, &v11, &v15, m8, m3)
    mix(&v0, &v5, &v10, &v15, m4, m13)
    mix(&v1, &v6, &v11, &v12, m7, m5)
    mix(&v2, &v7, &v8, &v13, m15, m14)
    mix(&v3, &v4, &v9, &v14, m1, m9)
    mix(&v0, &v4, &v8, &v12, m12, m5)
    mix(&v1, &v5, &v9, &v13, m1, m15)
    mix(&v2, &v6, &v10, &v14, m14, m13)
    mix(&v3, &v7, &v11, &v15, m4, m10)
    mix(&v0, &v5, &v10, &v15, m0, m7)
    mix(&v1, &v6, &v11, &v12, m6, m3)
    mix(&v2, &v7, &v8, &v13, m9, m2)
    mix(&v3, &v4, &v9, &v14, m8, m11)
    mix(&v0, &v4, &v8, &v12, m13, m11)
    mix(&v1, &v5, &v9, &v13, m7, m14)
    mix(&v2, &v6, &v10, &v14, m12, m1)
    mix(&v3, &v7, &v11, &v15, m3, m9)
    mix(&v0, &v5, &v10, &v15, m5, m0)
    mix(&v1, &v6, &v11, &v12, m15, m4)
    mix(&v2, &v7, &v8, &v13, m8, m6)
    mix(&v3, &v4, &v9, &v14, m2, m10)
    mix(&v0, &v4, &v8, &v12, m6, m15)
    mix(&v1, &v5, &v9, &v13, m14, m9)
    mix(&v2, &v6, &v10, &v14, m11, m3)
    mix(&v3, &v7, &v11, &v15, m0, m8)
    mix(&v0, &v5, &v10, &v15, m12, m2)
    mix(&v1, &v6, &v11, &v12, m13, m7)
    mix(&v2, &v7, &v8, &v13, m1, m4)
    mix(&v3, &v4, &v9, &v14, m10, m5)
    mix(&v0, &v4, &v8, &v12, m10, m2)
    mix(&v1, &v5, &v9, &v13, m8, m4)
    mix(&v2, &v6, &v10, &v14, m7, m6)
    mix(&v3, &v7, &v11, &v15, m1, m5)
    mix(&v0, &v5, &v10, &v15, m15, m11)
    mix(&v1, &v6, &v11, &v12, m9, m14)
    mix(&v2, &v7, &v8, &v13, m3, m12)
    mix(&v3, &v4, &v9, &v14, m13, m0)
    mix(&v0, &v4, &v8, &v12, m0, m1)
    mix(&v1, &v5, &v9, &v13, m2, m3)
    mix(&v2, &v6, &v10, &v14, m4, m5)
    mix(&v3, &v7, &v11, &v15, m6, m7)
    mix(&v0, &v5, &v10, &v15, m8, m9)
    mix(&v1, &v6, &v11, &v12, m10, m11)
    mix(&v2, &v7, &v8, &v13, m12, m13)
    mix(&v3, &v4, &v9, &v14, m14, m15)
    mix(&v0, &v4, &v8, &v12, m14, m10)
    mix(&v1, &v5, &v9, &v13, m4, m8)
    mix(&v2, &v6, &v10, &v14, m9, m15)
    mix(&v3, &v7, &v11, &v15, m13, m6)
    mix(&v0, &v5, &v10, &v15, m1, m12)
    mix(&v1, &v6, &v11, &v12, m0, m2)
    mix(&v2, &v7, &v8, &v13, m11, m7)
    mix(&v3, &v4, &v9, &v14, m5, m3)
    h.0 ^= v0 ^ v8
    h.1 ^= v1 ^ v9
    h.2 ^= v2 ^ v10
    h.3 ^= v3 ^ v11
    h.4 ^= v4 ^ v12
    h.5 ^= v5 ^ v13
    h.6 ^= v6 ^ v14
    h.7 ^= v7 ^ v15
  }
}
