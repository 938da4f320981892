import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("encrypt_weights.json: AES-256-CTR as the real SDK encrypts weights")
struct AES256CTRTests {
  struct File: Decodable {
    struct Explicit: Decodable {
      let keyHex: HexBytes
      let keyBase58: String
      let length: Int
      let lcgSeed: UInt32
      let plainHex: HexBytes
      let cipherHex: HexBytes
    }
    struct Generated: Decodable {
      let keyHex: HexBytes
      let length: Int
      let lcgSeed: UInt32
      let cipherFirst32Hex: HexBytes
      let cipherLast16Hex: HexBytes
      let cipherBlake2B256Base58: String
    }
    let explicit: [Explicit]
    let generated: [Generated]
  }

  @Test("every short row, both ways")
  func explicit() throws {
    let rows = try vectors("encrypt_weights", as: File.self, in: .module).explicit
    #expect(rows.count == 52)
    for row in rows {
      let key = try SecretBytes(copying: row.keyHex.bytes)
      #expect(try Base58.decode(row.keyBase58, count: 32) == row.keyHex.bytes)
      #expect(generatedBytes(count: row.length, seed: row.lcgSeed) == row.plainHex.bytes)
      #expect(try AES256CTR.process(row.plainHex.bytes, key: key) == row.cipherHex.bytes)
      #expect(try AES256CTR.process(row.cipherHex.bytes, key: key) == row.plainHex.bytes)
    }
  }

  @Test("every long row, by its digest")
  func generated() throws {
    let rows = try vectors("encrypt_weights", as: File.self, in: .module).generated
    #expect(rows.count == 3)
    for row in rows {
      let plain = generatedBytes(count: row.length, seed: row.lcgSeed)
      let cipher = try AES256CTR.process(plain, key: try SecretBytes(copying: row.keyHex.bytes))
      #expect(Array(cipher.prefix(32)) == row.cipherFirst32Hex.bytes)
      #expect(Array(cipher.suffix(16)) == row.cipherLast16Hex.bytes)
      #expect(Base58.encode(Blake2b256.hash(cipher)) == row.cipherBlake2B256Base58)
    }
  }

  @Test("any part can be made again from its offset, in any order")
  func seeks() throws {
    let plain = generatedBytes(count: 5000, seed: 4)
    let key = try SecretBytes(copying: generatedBytes(count: 32, seed: 5))
    let whole = try AES256CTR.process(plain, key: key)
    var random = SeededGenerator(seed: 6)
    var moving = try AES256CTR(key: key)
    for _ in 0..<200 {
      let start = Int.random(in: 0..<plain.count, using: &random)
      let end = Int.random(in: start...plain.count, using: &random)
      let part = Array(plain[start..<end])
      let fresh = try AES256CTR.process(part, key: key, offset: UInt64(start))
      #expect(fresh == Array(whole[start..<end]))

      try moving.seek(to: UInt64(start))
      var output = part
      try output.withUnsafeMutableBytes {
        try moving.process(UnsafeRawBufferPointer($0), into: $0)
      }
      #expect(output == Array(whole[start..<end]))
    }
  }

  @Test(
    "the counter carries past 32 bits of blocks",
    arguments: [(UInt64(1) << 32) * 16 - 5, (UInt64(1) << 36) - 1, UInt64.max - 40] as [UInt64])
  func carries(offset: UInt64) throws {
    // Made one block at a time from the counter itself: ECB of the big-endian block number is
    // what CTR of sixteen zero bytes at that block must give.
    let key = try SecretBytes(copying: generatedBytes(count: 32, seed: 8))
    let long = try AES256CTR.process([UInt8](repeating: 0, count: 33), key: key, offset: offset)
    for index in 0..<33 {
      let single = try AES256CTR.process([0], key: key, offset: offset + UInt64(index))
      #expect(single == [long[index]])
    }
  }

  @Test("a key of another length is refused")
  func wrongKey() throws {
    let key = try SecretBytes(copying: [1, 2, 3])
    #expect(throws: CryptoError.wrongSecretLength(expected: 32, actual: 3)) {
      _ = try AES256CTR.process([1], key: key)
    }
  }
}
