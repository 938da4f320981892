import BCS
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("tensors.json: exact floats, and what a decoder must refuse")
struct TensorVectorTests {
  struct File: Decodable {
    struct Tensor: Decodable {
      let name: String
      let count: Int
      let f32LeHex: HexBytes?
      let tensorBcsHex: HexBytes?
      let tensorBcsPrefixHex: HexBytes
      let tensorBcsLen: Int
      let embeddingCommitmentHex: HexBytes
      let embeddingCommitmentBase58: String
    }
    struct Rejected: Decodable {
      let name: String
      let input: String?
      let result: String
    }
    struct Strictness: Decodable {
      let `case`: String
      let txBcsHex: HexBytes
      let result: String
    }
    let tensors: [Tensor]
    let rejectedInputs: [Rejected]
    let decoderStrictness: [Strictness]
  }

  let file: File
  init() throws { file = try vectors("tensors", in: .module) }

  /// The floats of a row: spelled out, or the repeating pattern of the long one.
  private func bits(of row: File.Tensor) throws -> [UInt32] {
    guard let bytes = row.f32LeHex?.bytes else {
      return [UInt32](repeating: Float(1).bitPattern, count: row.count)
    }
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
        | UInt32(bytes[start + 3]) << 24
    }
  }

  @Test("every tensor has the bytes and the commitment of the real SDK")
  func tensors() throws {
    #expect(file.tensors.count == 23)
    for row in file.tensors {
      let tensor = SomaTensor(vectorBits: try bits(of: row))
      let bytes = tensor.bcsBytes
      #expect(tensor.bits.count == row.count)
      #expect(bytes.count == row.tensorBcsLen, "\(row.name)")
      #expect(bytes.starts(with: row.tensorBcsPrefixHex.bytes), "\(row.name)")
      if let whole = row.tensorBcsHex { #expect(bytes == whole.bytes, "\(row.name)") }
      #expect(tensor.commitment.bytes.bytes == row.embeddingCommitmentHex.bytes, "\(row.name)")
      #expect(tensor.commitment.description == row.embeddingCommitmentBase58)
      #expect(try SomaTensor(bcsBytes: bytes) == tensor)
    }
  }

  @Test("every row of decoder_strictness is accepted or refused, each for its own reason")
  func strictness() throws {
    typealias Reason = BCSError.Reason
    let tensor = { Reason.invalidValue(type: "SomaTensor", reason: $0) }
    let refusals: [String: Reason] = [
      "shape_mismatch": tensor("shape [2] does not hold 1 floats"),
      "bytes_not_multiple_of_4": tensor("5 bytes are not whole floats"),
      "dtype_1": tensor("data type 1 is not 0 (f32)"),
      "trailing_byte": .trailingBytes(count: 1),
      "truncated": .truncated(missing: 1),
      "v2_tag": .unknownVariant(type: "TransactionData", index: 1),
      "kind_tag_26": .unknownVariant(type: "TransactionKind", index: 26),
      "non_canonical_uleb": .nonMinimalLength,
      "digest_len_31": .wrongByteCount(type: "ObjectDigest", expected: 32, actual: 31),
      "option_tag_2": .invalidOptionTag(2),
    ]
    #expect(file.decoderStrictness.count == 17)
    for row in file.decoderStrictness {
      let decoded = Result { try TransactionData(bcsBytes: row.txBcsHex.bytes) }
      if row.result.hasPrefix("accepted") {
        #expect(try decoded.get().bcsBytes == row.txBcsHex.bytes, "\(row.case)")
        #expect(refusals[row.case] == nil)
      } else {
        let error = #expect(throws: BCSError.self) { _ = try decoded.get() }
        #expect(error?.reason == refusals[row.case], "\(row.case)")
      }
    }
  }

  @Test("keys and URLs of rejected_inputs are refused here too")
  func rejectedInputs() throws {
    // Python's own type errors (a string or a nested list for floats) cannot be written in Swift.
    let python = Set(["string", "none", "nested", "huge_int"])
    for row in file.rejectedInputs where !python.contains(row.name) {
      switch row.name {
      case "empty":
        // The chain accepts an empty embedding; it is refused where embeddings are read.
        #expect(SomaTensor([]).bits.isEmpty)
      case "decryption_key hex key":
        #expect(throws: EncodingError.self) {
          _ = try DecryptionKey(base58: String(repeating: "0a", count: 32))
        }
      case "decryption_key 31 bytes":
        #expect(throws: EncodingError.wrongByteCount(expected: 32, actual: 31)) {
          _ = try DecryptionKey(base58: Base58.encode([UInt8](repeating: 7, count: 31)))
        }
      case "decryption_key 0x hex", "decryption_key raw bytes":
        #expect(throws: EncodingError.self) {
          _ = try DecryptionKey(base58: "0x" + String(repeating: "0a", count: 32))
        }
      default:
        let input = try #require(row.input, "\(row.name)")
        let url = Result { try CanonicalURL(input) }
        if row.result.hasPrefix("accepted -> ") {
          #expect(try url.get().text == row.result.dropFirst("accepted -> ".count))
        } else {
          #expect(throws: (any Error).self, "\(row.name)") { _ = try url.get() }
        }
      }
    }
  }

  @Test("every bit pattern survives, NaN payloads included")
  func bitPatterns() throws {
    var random = SeededGenerator(seed: 11)
    let bits: [UInt32] =
      [0x7f80_0001, 0xffc0_0001, 0x8000_0000, 1]
      + (0..<2000).map { _ in UInt32(truncatingIfNeeded: random.next()) }
    let tensor = SomaTensor(vectorBits: bits)
    #expect(try SomaTensor(bcsBytes: tensor.bcsBytes).bits == bits)
  }

  @Test("a shape that overflows is refused, not multiplied")
  func overflow() {
    #expect(SomaTensor(bits: [], shape: [1 << 63, 2]) == nil)
    #expect(SomaTensor(bits: [1], shape: []) != nil)
    #expect(SomaTensor(bits: [], shape: [0]) != nil)
  }
}
