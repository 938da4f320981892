import BCS
import FoundationEssentials
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("objects.json and the objects of misc.json: digests are computed, never believed")
struct ObjectConversionTests {
  /// The object that the rows of misc.json were made from.
  private static func coin() throws -> SomaObject {
    SomaObject(
      type: .coin, version: 1,
      id: try ObjectID("0x65c74c15a686187bb6bbf9958f494fc6b80068034a659a9ad44991b08c58f2d2"),
      content: [7, 0, 0, 0, 0, 0, 0, 0],
      owner: .address(
        try SomaAddress("5be3159ddce80d1c57f1f86659bc26c5cf596fd444c5724bd5aec4f1115a6de9")),
      previousTransaction: try TransactionDigest(
        base58: "1thX6LZfHDZZKUs92febYZhYRcXddmzfzF2NvTkPNE"))
  }

  private static func message() throws -> Soma_Rpc_Object {
    Soma_Rpc_Object(try coin(), form: .bare)
  }

  @Test("every recorded object is read with the digest that the real SDK computes")
  func recorded() throws {
    let rows = try vectors("objects").elements
    #expect(rows.count == 8)
    for row in rows {
      let object = try SomaObject(bcsBytes: row.bytes("object_bcs_hex"))
      for form in [IdentifierForm.bare, .prefixed] {
        var message = Soma_Rpc_Object(object, form: form)
        #expect(message.digest == row["object_digest_base58"].string)
        #expect(try message.contents == Data(row.bytes("contents_hex")))
        #expect(message.objectType == row["object_type"].string)
        message.digest = "not looked at"
        #expect(try SomaObject(message) == object)
        #expect(try SomaObject(message).digest.description == row["object_digest_base58"].string)
      }
    }
  }

  @Test("every field but the digest is needed")
  func requirements() throws {
    let rows = try vectors("misc")["object_requirements"].elements
    #expect(rows.count == 7)
    let json = try Self.message().json
    for row in rows {
      let field = try #require(row["field"].string)
      let message: Soma_Rpc_Object = try #require(json.removing([field])).message()
      let error = wireError { () throws(WireError) in _ = try SomaObject(message) }
      let expected = row["required"] == .bool(true) ? WireError(field, .missing) : nil
      #expect(error == expected, "\(field)")
    }
  }

  private static let long = "0x" + String(repeating: "1", count: 65)
  private static let edgeCases:
    [String: (change: @Sendable (inout Soma_Rpc_Object) -> Void, WireError?)] = [
      "wrong_digest": ({ $0.digest = String(repeating: "1", count: 32) }, nil),
      "other_id": ({ $0.objectID = "0x77" }, nil),
      "id_without_0x": ({ $0.objectID = String($0.objectID.suffix(64)) }, nil),
      "id_upper": ({ $0.objectID = $0.objectID.uppercased() }, nil),
      "type_lowercase": (
        { $0.objectType = "coin" }, WireError("object_type", .unknownName("coin"))
      ),
      "empty_contents": ({ $0.contents = Data() }, nil),
      "coin_contents_7_bytes": ({ $0.contents = Data(repeating: 1, count: 7) }, nil),
      "id_too_long": (
        { $0.objectID = long },
        WireError("object_id", .identifier(.tooLong(name: "ObjectID", digits: 65)))
      ),
      "id_empty": (
        { $0.objectID = "" }, WireError("object_id", .identifier(.empty(name: "ObjectID")))
      ),
      "id_0x": ({ $0.objectID = "0x" }, nil),
      "id_0X": (
        { $0.objectID = "0X" + $0.objectID.suffix(64) },
        WireError("object_id", .identifier(.tooLong(name: "ObjectID", digits: 66)))
      ),
      "owner_unknown": ({ $0.owner.kind = .unknown }, WireError("owner.kind", .unknownNumber(0))),
      "prev_hex": (
        { $0.previousTransaction = String(repeating: "ab", count: 32) },
        WireError("previous_transaction", .encoding(.tooLong(maximum: 45, actual: 64)))
      ),
    ]

  @Test("odd objects are accepted or refused as by the real SDK, with the same digests")
  func edgeCases() throws {
    let rows = try vectors("misc")["object_edge_cases"].elements
    #expect(Set(rows.compactMap { $0["case"].string }) == Set(Self.edgeCases.keys))
    for row in rows {
      let name = try #require(row["case"].string)
      let (change, expected) = try #require(Self.edgeCases[name])
      var message = try Self.message()
      change(&message)
      var object: SomaObject?
      let error = wireError { () throws(WireError) in object = try SomaObject(message) }
      #expect(error == expected, "\(name)")
      #expect((error == nil) == (row["accepted"] == .bool(true)), "\(name)")
      #expect(object?.id.description == row["id"].string, "\(name)")
      #expect(object?.digest.description == row["digest"].string, "\(name)")
    }
  }

  @Test("an owner needs what its kind needs")
  func owners() throws {
    var message = try Self.message()
    message.owner.clearKind()
    #expect(throws: WireError("owner.kind", .missing)) { try SomaObject(message) }
    message.owner.kind = .UNRECOGNIZED(4)
    #expect(throws: WireError("owner.kind", .unknownNumber(4))) { try SomaObject(message) }
    message.owner.kind = .address
    message.owner.clearAddress()
    #expect(throws: WireError("owner.address", .missing)) { try SomaObject(message) }
    message.owner.kind = .shared
    #expect(throws: WireError("owner.version", .missing)) { try SomaObject(message) }
    message.owner.version = 3
    #expect(try SomaObject(message).owner == .shared(initialVersion: 3))
    message.owner.kind = .immutable
    #expect(try SomaObject(message).owner == .immutable)
  }

  @Test("replies: an object, its version, a page, a balance")
  func replies() throws {
    let coin = try Self.coin()
    #expect(throws: WireError("object", .missing)) {
      try SomaObject(Soma_Rpc_GetObjectResponse())  // misc.json `object_missing`
    }
    #expect(throws: WireError("object", .missing)) {
      try VersionedID(Soma_Rpc_GetObjectResponse())
    }
    let message = try Self.message()
    let reply = Soma_Rpc_GetObjectResponse(coin)
    #expect(reply.object == message)  // without 0x
    #expect(try SomaObject(reply) == coin)
    let head = Soma_Rpc_GetObjectResponse.with {
      $0.object.objectID = message.objectID
      $0.object.version = 1
    }
    #expect(try VersionedID(head) == VersionedID(id: coin.id, version: 1))
    #expect(throws: WireError("object_type", .missing)) { try SomaObject(head) }

    let page = ObjectsPage(objects: [coin, coin], nextPageToken: [1, 2, 3])
    var pageMessage = Soma_Rpc_ListOwnedObjectsResponse(page)
    #expect(pageMessage.objects[0].objectID.count == 64)
    #expect(try ObjectsPage(pageMessage) == page)
    pageMessage.objects[1].clearOwner()
    #expect(throws: WireError("objects[1].owner", .missing)) { try ObjectsPage(pageMessage) }

    #expect(try Amount(Soma_Rpc_GetBalanceResponse(Amount(7))) == 7)
    #expect(throws: WireError("balance", .missing)) { try Amount(Soma_Rpc_GetBalanceResponse()) }
  }
}
