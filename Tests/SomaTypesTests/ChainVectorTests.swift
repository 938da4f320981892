import BCS
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("chain.json: the chain specification's vectors of bytes and keys")
struct ChainVectorTests {
  struct File: Decodable {
    struct Commitment: Decodable {
      let inputUtf8: String?
      let inputHex: HexBytes?
      let blake2b256Hex: HexBytes
      let base58: String
    }
    struct Cipher: Decodable {
      let keyHex: HexBytes
      let plaintextHex: HexBytes
      let ciphertextHex: HexBytes
    }
    struct Embedding: Decodable {
      let values: [Double]?
      let bcsHex: HexBytes?
      let bcsLen: Int?
      let bcsPrefixHex: HexBytes?
      let commitmentHex: HexBytes
      let commitmentBase58: String
    }
    struct Derived: Decodable {
      let txDigestHex: HexBytes
      let counter: UInt64
      let id: String
    }
    struct Amounts: Decodable {
      let soma: String
      let exact: UInt64
    }
    let commitment: [Commitment]
    let aes256ctrZeroIv: [Cipher]
    let embedding: [Embedding]
    let deriveId: [Derived]
    let toShannons: [Amounts]
  }

  let file: File
  init() throws { file = try vectors("chain", in: .module) }

  @Test("commitments")
  func commitments() throws {
    #expect(file.commitment.count == 2)
    for row in file.commitment {
      let input = try #require(row.inputHex?.bytes ?? row.inputUtf8.map { Array($0.utf8) })
      #expect(Blake2b256.hash(input).bytes == row.blake2b256Hex.bytes)
      #expect(Base58.encode(Blake2b256.hash(input)) == row.base58)
    }
  }

  @Test("AES-256-CTR from a zero counter")
  func cipher() throws {
    #expect(!file.aes256ctrZeroIv.isEmpty)
    for row in file.aes256ctrZeroIv {
      let key = try SecretBytes(copying: row.keyHex.bytes)
      #expect(try AES256CTR.process(row.plaintextHex.bytes, key: key) == row.ciphertextHex.bytes)
    }
  }

  @Test("embeddings")
  func embeddings() throws {
    #expect(file.embedding.count == 2)
    for row in file.embedding {
      let values = row.values ?? [Double](repeating: 0.1, count: 2048)
      let tensor = SomaTensor(values.map { Float($0) })
      if let bytes = row.bcsHex { #expect(tensor.bcsBytes == bytes.bytes) }
      if let length = row.bcsLen { #expect(tensor.bcsBytes.count == length) }
      if let prefix = row.bcsPrefixHex { #expect(tensor.bcsBytes.starts(with: prefix.bytes)) }
      #expect(tensor.commitment.bytes.bytes == row.commitmentHex.bytes)
      #expect(tensor.commitment.description == row.commitmentBase58)
    }
  }

  @Test("derived ids")
  func derivedIDs() throws {
    #expect(file.deriveId.count == 3)
    for row in file.deriveId {
      let digest = TransactionDigest(try #require(Bytes32(row.txDigestHex.bytes)))
      let id = ObjectID.derived(from: digest, creationNumber: row.counter)
      #expect(id.description == row.id)
    }
  }

  @Test("amounts are exact")
  func amounts() throws {
    for row in file.toShannons { #expect(try Amount(soma: row.soma).shannons == row.exact) }
  }
}
