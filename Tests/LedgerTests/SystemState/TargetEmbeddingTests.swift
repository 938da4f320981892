import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import Ledger

/// The floats of a target are the chain's, bit for bit.
@Suite struct TargetEmbeddingTests {
  struct Row: Decodable, Sendable {
    let seed: String
    let count: UInt64
    let firstBits: [UInt32]
    let blake2b256OfBytes: HexBytes
  }

  @Test("embeddings are those of the chain's own generator, tails included")
  func embeddings() throws {
    let rows: [Row] = try vectors("target_embeddings", in: .module)
    #expect(rows.count == 5)
    for row in rows {
      let seed = TargetSeed(rawValue: try #require(UInt64(row.seed)))
      let embedding = seed.embedding(dimension: row.count)
      #expect(Array(embedding.bits.prefix(16)) == row.firstBits)
      let bytes = embedding.bits.flatMap { word in
        withUnsafeBytes(of: word.littleEndian, Array.init)
      }
      #expect(Blake2b256.hash(bytes).bytes == row.blake2b256OfBytes.bytes)
    }
  }
}
