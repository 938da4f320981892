import BCS
import Diagnostics
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("fuzz_transactions.json: all 26 kinds in both directions")
struct TransactionConversionTests {
  private static func rows() throws -> [(data: TransactionData, json: JSONValue)] {
    try vectors("fuzz_transactions")["vectors"].elements.map {
      (try TransactionData(bcsBytes: $0.bytes("tx_bcs_hex")), $0["transaction_proto_json"])
    }
  }

  @Test("every random transaction becomes the message that the real SDK makes of it")
  func writing() throws {
    let rows = try Self.rows()
    #expect(Set(rows.map(\.data.kind.name)).count == 26)
    for (data, json) in rows {
      let expected: Soma_Rpc_Transaction = try json.message()
      let message = Soma_Rpc_Transaction(data, form: .bare)
      #expect(message == expected, "\(data.kind.name)")
      #expect(try message.bytes == expected.bytes, "\(data.kind.name)")
    }
  }

  @Test("and is read back from it, in whatever way ids are spelled")
  func reading() throws {
    for (data, _) in try Self.rows() {
      for form in [IdentifierForm.bare, .prefixed, .trimmed] {
        var expected = data
        if case .payCoins(var payment) = data.kind {
          payment.amounts = payment.amounts ?? []  // what protobuf makes of it
          expected.kind = .payCoins(payment)
        }
        #expect(
          try TransactionData(Soma_Rpc_Transaction(data, form: form)) == expected,
          "\(data.kind.name)")
      }
    }
  }

  @Test("nodes spell ids of coins and accounts in two ways, those of models and targets in one")
  func forms() throws {
    let id = Bytes32(repeating: 0xab)
    let bare = String(repeating: "ab", count: 32)
    let coin = ObjectRef(id: ObjectID(id), version: 1, digest: .zero)
    let stake = AddStakeToModel(modelID: ModelID(id), coin: coin, amount: 1)
    let data = TransactionData(
      kind: .addStakeToModel(stake), sender: SomaAddress(id), gasPayment: [coin])
    for (form, spelled) in [(IdentifierForm.bare, bare), (.prefixed, "0x" + bare)] {
      let message = Soma_Rpc_Transaction(data, form: form)
      #expect(message.sender == spelled)
      #expect(message.gasPayment[0].objectID == spelled)
      #expect(message.kind.addStakeToModel.coinRef.objectID == spelled)
      #expect(message.kind.addStakeToModel.modelID == "0x" + bare)
    }
  }

  @Test(
    "leading zeros are trimmed where nodes trim them",
    arguments: [
      (Bytes32.zero, "0x0"), (Bytes32 { $0[31] = 5 }, "0x5"), (Bytes32 { $0[0] = 1 }, nil),
      (Bytes32 { $0[0] = 0x10 }, nil),
    ] as [(Bytes32, String?)])
  func trimming(bytes: Bytes32, short: String?) throws {
    let id = TargetID(bytes)
    let expected = short ?? "0x" + bytes.description.drop { $0 == "0" }
    #expect(id.text(.trimmed) == expected)
    #expect(try TargetID(id.text(.trimmed), spelling: .protobuf) == id)
  }

  private static let refusedKinds: [(Soma_Rpc_TransactionKind, String)] = [
    (.with { $0.initiateChallenge = .init() }, "kind.initiate_challenge"),
    (.with { $0.reportChallenge = .init() }, "kind.report_challenge"),
    (.with { $0.undoReportChallenge = .init() }, "kind.undo_report_challenge"),
    (.with { $0.claimChallengeBond = .init() }, "kind.claim_challenge_bond"),
  ]

  @Test("challenges are refused, each by its name", arguments: refusedKinds.indices)
  func challenges(row: Int) {
    let (kind, path) = Self.refusedKinds[row]
    let message = Soma_Rpc_Transaction.with {
      $0.kind = kind
      $0.sender = "0x1"
    }
    let error = WireError(path, .challenge)
    #expect(throws: error) { try TransactionData(message) }
    #expect(error.diagnostic.code == "wire.challenge")
  }

  @Test("a transaction without a kind, or without a sender, is refused")
  func incomplete() {
    #expect(throws: WireError("kind", .missing)) {
      try TransactionData(Soma_Rpc_Transaction.with { $0.sender = "0x1" })
    }
    let kind = Soma_Rpc_TransactionKind.with { $0.deactivateModel.modelID = "0x5" }
    #expect(throws: WireError("kind", .missing)) {
      try TransactionData(
        Soma_Rpc_Transaction.with {
          $0.kind = .init()
          $0.sender = "0x1"
        })
    }
    #expect(throws: WireError("sender", .missing)) {
      try TransactionData(Soma_Rpc_Transaction.with { $0.kind = kind })
    }
  }

  @Test("every field of every kind is needed, but those that mean something by their absence")
  func requirements() throws {
    // Names of fields that can be absent: lists, options, and what nodes ignore.
    let optional: Set<String> = [
      "digest", "gas_payment", "amount", "amounts", "coins", "recipients", "objects",
      "sub_dag_index", "embedding", "loss_score",
    ]
    var checked = 0
    for (data, json) in try Self.rows() {
      for path in json.leaves {
        let name = path.last { !$0.hasPrefix("[") } ?? ""
        let isMetadata = path.contains("update_validator_metadata")
        if path.last?.hasPrefix("[") == true || isMetadata { continue }
        let message: Soma_Rpc_Transaction = try #require(json.removing(path)).message()
        let error = wireError { () throws(WireError) in _ = try TransactionData(message) }
        let isObjectDigest = path.contains("genesis") && name == "digest"
        let isReference = name == "digest" && path.count > 1 && !isObjectDigest
        if optional.contains(name) && !isReference {
          #expect(error == nil, "\(data.kind.name): \(path)")
        } else {
          let dotted = path.joined(separator: ".").replacing(".[", with: "[")
          #expect(error == WireError(dotted, .missing), "\(data.kind.name): \(path)")
        }
        checked += 1
      }
    }
    #expect(checked > 500)
  }
}

extension JSONValue {
  /// The paths of everything that is not an object or an array.
  var leaves: [[String]] {
    switch self {
    case .object(let members):
      members.flatMap { name, value in value.leaves.map { [name] + $0 } }
    case .array(let elements):
      elements.enumerated().flatMap { index, value in value.leaves.map { ["[\(index)]"] + $0 } }
    case .null, .bool, .number, .string: [[]]
    }
  }
}
