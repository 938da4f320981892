import BCS
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("derive_id.json, objects.json and misc.json: ids, objects and their spellings")
struct IdentifierVectorTests {
  struct Derived: Decodable {
    struct Row: Decodable {
      let txDigestHex: HexBytes
      let txDigestBase58: String
      let creationNum: UInt64
      let objectId: String
    }
    let vectors: [Row]
  }
  struct ObjectRow: Decodable {
    let objectId: String
    let version: UInt64
    let objectType: String
    let previousTransactionBase58: String
    let contentsHex: HexBytes
    let objectBcsHex: HexBytes
    let objectDigestBase58: String
  }
  struct Misc: Decodable {
    struct Row: Decodable {
      let input: String
      let asAddress: [String]?
      let asObjectId: [String]?
      enum CodingKeys: CodingKey { case input, asAddress, asObjectId }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        input = try container.decode(String.self, forKey: .input)
        // An accepted text gives a list; a refused one gives the error's text.
        asAddress = try? container.decode([String].self, forKey: .asAddress)
        asObjectId = try? container.decode([String].self, forKey: .asObjectId)
      }
    }
    let parsing: [Row]
  }

  @Test("derived ids, through Base58 of the digest too")
  func derived() throws {
    let rows = try vectors("derive_id", as: Derived.self, in: .module).vectors
    #expect(rows.count == 28)
    for row in rows {
      let digest = try TransactionDigest(base58: row.txDigestBase58)
      #expect(digest.bytes.bytes == row.txDigestHex.bytes)
      let id = ObjectID.derived(from: digest, creationNumber: row.creationNum)
      #expect(id.description == row.objectId)
    }
  }

  @Test("objects decode, re-encode and hash as the real SDK did")
  func objects() throws {
    let rows = try vectors("objects", as: [ObjectRow].self, in: .module)
    #expect(rows.count == 8)
    for row in rows {
      let object = try SomaObject(bcsBytes: row.objectBcsHex.bytes)
      #expect(object.bcsBytes == row.objectBcsHex.bytes)
      #expect(object.digest.description == row.objectDigestBase58)
      #expect(object.id.bytes.description == row.objectId)
      #expect(object.version == ObjectVersion(row.version))
      #expect(object.type.rawValue == row.objectType)
      #expect(object.content == row.contentsHex.bytes)
      #expect(object.previousTransaction.description == row.previousTransactionBase58)
      switch object.type {
      case .coin where object.content.count == 8:
        #expect(try Coin(object).reference == object.reference)
      case .coin: #expect(throws: BCSError.self) { _ = try Coin(object) }
      case .stakedSoma: #expect(try StakedSoma(object).bcsBytes == object.content)
      case .target, .systemState: #expect(throws: BCSError.self) { _ = try Coin(object) }
      }
    }
  }

  @Test("a coin has 8 bytes of balance; the real SDK would read any other content as 0")
  func coins() throws {
    var object = SomaObject(
      type: .coin, version: 1, id: .zero, content: [1, 0, 0, 0, 0, 0, 0, 0], owner: .immutable,
      previousTransaction: .zero)
    #expect(try Coin(object).balance == 1)
    object.content.removeLast()
    #expect(throws: BCSError(.truncated(missing: 1), at: 0)) { _ = try Coin(object) }
    object.content += [0, 0]
    #expect(throws: BCSError(.trailingBytes(count: 1), at: 8)) { _ = try Coin(object) }
  }

  @Test("spellings of ids and addresses are those of the real SDK's arguments")
  func spellings() throws {
    let rows = try vectors("misc", as: Misc.self, in: .module).parsing
    #expect(rows.count == 14)
    for row in rows {
      if row.input == "0x" {
        // Deliberately stricter: the zero address is what an empty variable would stand for.
        #expect(throws: IdentifierError.empty(name: "SomaAddress")) { _ = try SomaAddress("0x") }
        continue
      }
      let address = try? SomaAddress(row.input)  // nil stands for a refusal, as in the file
      let id = try? ObjectID(row.input)
      #expect(address?.description == row.asAddress?.first, "\(row.input)")
      #expect(id?.description == row.asObjectId?.first, "\(row.input)")
    }
  }

  @Test(
    "refused spellings say why",
    arguments: [
      ("", .empty(name: "ModelId")), ("5", .tooShort(name: "ModelId", digits: 1)),
      ("0X5", .invalidDigit(name: "ModelId", position: 2)),
      (" 0x5", .invalidDigit(name: "ModelId", position: 1)),
      ("0xg", .invalidDigit(name: "ModelId", position: 3)),
      ("0x" + String(repeating: "1", count: 65), .tooLong(name: "ModelId", digits: 65)),
    ] as [(String, IdentifierError)])
  func refusals(text: String, reason: IdentifierError) {
    #expect(throws: reason) { _ = try ModelID(text) }
  }

  @Test("protobuf fields may also be short and bare")
  func protobuf() throws {
    #expect(try ObjectID("5", spelling: .protobuf) == .systemState)
    #expect(try ObjectID("0x", spelling: .protobuf) == .zero)
    #expect(throws: IdentifierError.empty(name: "ObjectID")) {
      _ = try ObjectID("", spelling: .protobuf)
    }
  }
}
