import SomaCrypto
import TestSupport
import Testing

@Suite("AES-256-GMAC with numbered messages")
struct AES256GMACTests {
  private let key = generatedBytes(count: 32, seed: 11)

  private func tag(_ message: [UInt8], number: UInt64, key: [UInt8]? = nil) throws -> [UInt8] {
    let bytes = try #require(Bytes32(key ?? self.key))
    var gmac = try AES256GMAC(key: bytes)
    return try message.withUnsafeBytes { try gmac.tag(of: $0, number: number) }
      .withUnsafeBytes { Array($0) }
  }

  /// One AES block of a counter, by way of counter mode.
  private func encryptedBlock(_ counter: UInt64) throws -> [UInt8] {
    try AES256CTR.process(
      [UInt8](repeating: 0, count: 16), key: SecretBytes(copying: key), offset: counter * 16)
  }

  /// GHASH bit by bit, as SP 800-38D 6.3 and 6.4 define it.
  private func ghash(_ blocks: [[UInt8]], key: [UInt8]) -> [UInt8] {
    var state = [UInt8](repeating: 0, count: 16)
    for block in blocks {
      for index in 0..<16 { state[index] ^= block[index] }
      var product = [UInt8](repeating: 0, count: 16)
      var factor = key
      for bit in 0..<128 {
        if state[bit / 8] & (0x80 >> (bit % 8)) != 0 {
          for index in 0..<16 { product[index] ^= factor[index] }
        }
        let isOdd = factor[15] & 1 == 1
        for index in (0..<16).reversed() {
          factor[index] = factor[index] >> 1 | (index > 0 ? factor[index - 1] << 7 : 0)
        }
        if isOdd { factor[0] ^= 0xE1 }
      }
      state = product
    }
    return state
  }

  @Test(
    "tags are those of the definition",
    arguments: [0, 1, 15, 16, 17, 64, 1000], [0, 1, 255, 0x0123_4567] as [UInt64])
  func definition(count: Int, number: UInt64) throws {
    let message = generatedBytes(count: count, seed: 12)
    let padded = message + [UInt8](repeating: 0, count: (16 - count % 16) % 16)
    let lengths = withUnsafeBytes(of: UInt64(count * 8).bigEndian, Array.init)
    let blocks =
      stride(from: 0, to: padded.count, by: 16).map { Array(padded[$0..<$0 + 16]) }
      + [lengths + [UInt8](repeating: 0, count: 8)]
    // The first counter block is the nonce and a 32-bit 1.
    let mask = try encryptedBlock(number << 32 | 1)
    let expected = zip(ghash(blocks, key: try encryptedBlock(0)), mask).map { $0 ^ $1 }
    #expect(try tag(message, number: number) == expected)
  }

  @Test("the upper half of a number counts too")
  func wideNumbers() throws {
    let message = generatedBytes(count: 100, seed: 13)
    let numbers: [UInt64] = [0, 1, 1 << 32, 1 << 63, .max]
    #expect(Set(try numbers.map { try tag(message, number: $0) }).count == numbers.count)
  }

  @Test("one context makes the same tags as fresh ones, in any order")
  func reused() throws {
    var gmac = try AES256GMAC(key: try #require(Bytes32(key)))
    for number in [3, 0, 7, 3] as [UInt64] {
      let message = generatedBytes(count: Int(number) * 33, seed: 14)
      let made = try message.withUnsafeBytes { try gmac.tag(of: $0, number: number) }
      #expect(try made.withUnsafeBytes { Array($0) } == tag(message, number: number))
    }
  }

  @Test("another key, another bit or another length gives another tag")
  func differs() throws {
    let message = generatedBytes(count: 40, seed: 15)
    let base = try tag(message, number: 1)
    #expect(try tag(message, number: 1, key: generatedBytes(count: 32, seed: 16)) != base)
    #expect(try tag(message + [0], number: 1) != base)
    var changed = message
    changed[39] ^= 1
    #expect(try tag(changed, number: 1) != base)
  }
}
