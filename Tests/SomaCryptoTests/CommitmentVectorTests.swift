import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("commitments.json: BLAKE2b-256 and Base58 as the real SDK computes them")
struct CommitmentVectorTests {
  struct File: Decodable {
    struct Explicit: Decodable {
      let dataHex: HexBytes
      let blake2b256Hex: HexBytes
      let base58: String
    }
    struct Generated: Decodable {
      let length: Int
      let seed: UInt32
      let first16Hex: HexBytes
      let base58: String
    }
    let explicit: [Explicit]
    let generated: [Generated]
  }

  @Test("every row")
  func rows() throws {
    let file = try vectors("commitments", as: File.self, in: .module)
    #expect(file.explicit.count == 17)
    for row in file.explicit {
      let digest = Blake2b256.hash(row.dataHex.bytes)
      #expect(digest.bytes == row.blake2b256Hex.bytes)
      #expect(Base58.encode(digest) == row.base58)
      #expect(try Base58.decode32(row.base58) == digest)
    }
    #expect(!file.generated.isEmpty)
    for row in file.generated {
      let data = generatedBytes(count: row.length, seed: row.seed)
      try #require(Array(data.prefix(16)) == row.first16Hex.bytes)
      #expect(Base58.encode(Blake2b256.hash(data)) == row.base58)
    }
  }
}
