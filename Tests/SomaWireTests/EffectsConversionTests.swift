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

@Suite("execute_responses.json: what a reply to an execution must have")
struct EffectsConversionTests {
  private let recorded: JSONValue
  private let base: ExecutedTransaction

  init() throws {
    recorded = try vectors("execute_responses")
    let owner = Owner.address(
      try SomaAddress("5be3159ddce80d1c57f1f86659bc26c5cf596fd444c5724bd5aec4f1115a6de9"))
    let digest = "1thX6LZfHDZZKUs92febYZhYRcXddmzfzF2NvTkPNE"
    let changed = ChangedObject(
      id: EffectsFixture.object,
      input: .init(version: 1, digest: try ObjectDigest(base58: digest), owner: owner),
      output: .init(digest: try ObjectDigest(base58: digest), owner: owner), operation: .unchanged)
    // As the rows were recorded, but for the objects and the balance, of which only the names count.
    base = ExecutedTransaction(
      effects: TransactionEffects(
        status: .success, executedEpoch: 7,
        fee: TransactionFee(baseFee: 1000, operationFee: 300, valueFee: 0, totalFee: 1300),
        transactionDigest: try TransactionDigest(
          base58: "3xqbi9xpNSaKqNhBBA31Y7M6KyTJbwUHrzPtyqp8jZYJ"),
        gasObjectIndex: 0, dependencies: [try TransactionDigest(base58: digest)], version: 2,
        changedObjects: [changed],
        unchangedSharedObjects: [
          UnchangedSharedObject(
            id: .systemState,
            kind: .readOnlyRoot(version: 3, digest: try ObjectDigest(base58: digest)))
        ]),
      balanceChanges: [BalanceChange(address: EffectsFixture.owner, shannons: -1300)],
      objects: EffectsFixture.executed(.success).objects)
  }

  private var message: Soma_Rpc_ExecutedTransaction {
    Soma_Rpc_ExecutedTransaction(
      base, context: .execute, types: [EffectsFixture.object: .coin, .systemState: .systemState])
  }

  private func error(of message: Soma_Rpc_ExecutedTransaction) -> WireError? {
    wireError { () throws(WireError) in
      _ = try ExecutedTransaction(
        Soma_Rpc_ExecuteTransactionResponse.with { $0.transaction = message })
    }
  }

  @Test("effects are read as by the real SDK")
  func effects() throws {
    let effects = try ExecutedTransaction(message).effects
    #expect(effects == base.effects)
    #expect(effects.asPython == recorded["python_effects_full"])
  }

  @Test("each field is needed, or not, as for the real SDK")
  func requirements() throws {
    let rows = recorded["required"].elements
    #expect(rows.count == 48)
    let json = try message.json
    for row in rows {
      let field = try #require(row["field"].string)
      let path = field.split(separator: ".").map(String.init)
      let changed: Soma_Rpc_ExecutedTransaction = try #require(json.removing(path), "\(field)")
        .message()
      let expected = WireError(path.joined(separator: ".").replacing(".[", with: "["), .missing)
      #expect(error(of: changed) == (row["required"] == .bool(true) ? expected : nil), "\(field)")
    }
  }

  private static let edgeCases:
    [String: (change: @Sendable (inout Soma_Rpc_ExecutedTransaction) -> Void, WireError?)] = [
      "success true with error": (
        { $0.effects.status.error = .with { $0.kind = .insufficientGas } },
        WireError("effects.status.error", .unexpected)
      ),
      "failure without error": (
        { $0.effects.status.success = false }, WireError("effects.status.error", .missing)
      ),
      "wrong transaction_digest": (
        { $0.effects.transactionDigest = String(repeating: "1", count: 32) }, nil
      ),
      "digest not base58": (
        { $0.effects.transactionDigest = "0OIl" },
        WireError("effects.transaction_digest", .encoding(.invalidCharacter(at: 0)))
      ),
      "object digest field wrong in objects": (
        { $0.objects.objects[0].digest = String(repeating: "1", count: 32) }, nil
      ),
      "changed object id without 0x": (
        {
          $0.effects.changedObjects[0].objectID =
            String($0.effects.changedObjects[0].objectID.dropFirst(2))
        }, nil
      ),
      "changed object id short 0x1": ({ $0.effects.changedObjects[0].objectID = "0x1" }, nil),
      "changed object id short no prefix": ({ $0.effects.changedObjects[0].objectID = "1" }, nil),
      "owner address with 0x": (
        { $0.effects.changedObjects[0].outputOwner.address = "0x1" }, nil
      ),
      "balance change amount not int": (
        { $0.balanceChanges[0].amount = "1.5" },
        WireError("balance_changes[0].amount", .notANumber)
      ),
      "gas_object_index out of range": ({ $0.effects.gasObjectIndex = 99 }, nil),
      "objects type unknown": (
        { $0.objects.objects[0].objectType = "Model" },
        WireError("objects.objects[0].object_type", .unknownName("Model"))
      ),
      "empty ExecutedTransaction": ({ $0 = .init() }, WireError("effects", .missing)),
    ]

  @Test("odd replies are accepted or refused as by the real SDK")
  func edgeCases() throws {
    let rows = recorded["edge"].elements
    #expect(Set(rows.compactMap { $0["case"].string }) == Set(Self.edgeCases.keys))
    for row in rows {
      let name = try #require(row["case"].string)
      let (change, expected) = try #require(Self.edgeCases[name])
      var changed = message
      change(&changed)
      #expect(error(of: changed) == expected, "\(name)")
      #expect((expected == nil) == (row["accepted"] == .bool(true)), "\(name)")
    }
  }

  @Test("numbers of states and kinds that do not exist are refused")
  func unknownNumbers() {
    let changes: [(String, Int, (inout Soma_Rpc_ExecutedTransaction) -> Void)] = [
      ("changed_objects[0].input_state", 0, { $0.effects.changedObjects[0].inputState = .unknown }),
      (
        "changed_objects[0].output_state", 3,
        { $0.effects.changedObjects[0].outputState = .UNRECOGNIZED(3) }
      ),
      (
        "changed_objects[0].id_operation", 0,
        { $0.effects.changedObjects[0].idOperation = .unknown }
      ),
      (
        "unchanged_shared_objects[0].kind", 5,
        { $0.effects.unchangedSharedObjects[0].kind = .UNRECOGNIZED(5) }
      ),
    ]
    for (path, number, change) in changes {
      var changed = message
      change(&changed)
      #expect(error(of: changed) == WireError("effects.\(path)", .unknownNumber(number)))
    }
  }

  @Test("amounts of balance changes have 128 bits, and not more")
  func balanceChanges() throws {
    var changed = message
    changed.balanceChanges[0].amount = "-170141183460469231731687303715884105728"
    #expect(try ExecutedTransaction(changed).balanceChanges[0].shannons == .min)
    for text in ["170141183460469231731687303715884105728", "", "-", " 1", "1e3", "0x1"] {
      changed.balanceChanges[0].amount = text
      #expect(error(of: changed) == WireError("balance_changes[0].amount", .notANumber), "\(text)")
    }
  }

  @Test("ids are spelled as in the table of WIRE 3.6")
  func forms() {
    #expect(ReplyContext.execute.effectsForm == .prefixed)
    #expect(ReplyContext.execute.objectsForm == .prefixed)
    #expect(ReplyContext.simulate.effectsForm == .prefixed)
    #expect(ReplyContext.simulate.objectsForm == .bare)
    #expect(ReplyContext.getTransaction.effectsForm == .prefixed)
    #expect(ReplyContext.checkpoint.effectsForm == .bare)
    #expect(ReplyContext.checkpoint.objectsForm == .bare)
  }

  @Test("everything survives in each reply", arguments: ReplyContext.allCases)
  func roundTrip(context: ReplyContext) throws {
    let transactions = try vectors("transactions")["transactions"].elements
    let signed = try SignedTransaction(
      bcsBytes: #require(transactions.first).bytes("signed_transaction_bcs_hex"))
    var executed = EffectsFixture.executed(.success)
    executed.data = signed.data
    executed.signatures = [signed.signature]
    let message = Soma_Rpc_ExecutedTransaction(executed, context: context)
    #expect(try ExecutedTransaction(message) == executed)
    let bare = context.effectsForm == .bare
    #expect(message.effects.changedObjects[0].objectID.hasPrefix("0x") != bare)
    #expect(message.effects.changedObjects[0].inputOwner.address.hasPrefix("0x") != bare)
    #expect(message.effects.changedObjects[0].outputVersion == 2)
    #expect(message.transaction.sender.hasPrefix("0x") != bare)
    #expect(!message.balanceChanges[0].address.hasPrefix("0x"))
    #expect(message.objects.objects[0].objectID.hasPrefix("0x") == (context == .execute))
  }

  @Test("replies: an execution, a simulation, a transaction that was looked up")
  func replies() throws {
    let message = message
    #expect(
      try ExecutedTransaction(
        Soma_Rpc_SimulateTransactionResponse.with { $0.transaction = message }) == base)
    #expect(throws: WireError("transaction", .missing)) {
      try ExecutedTransaction(Soma_Rpc_ExecuteTransactionResponse())
    }
    #expect(throws: WireError("transaction", .missing)) {
      try ExecutedTransaction(Soma_Rpc_SimulateTransactionResponse())
    }
    // misc.json, get_transaction_empty
    #expect(throws: WireError("transaction", .missing)) {
      try ExecutedTransaction(Soma_Rpc_GetTransactionResponse())
    }
    #expect(throws: WireError("digest", .missing)) {
      try ExecutedTransaction(Soma_Rpc_GetTransactionResponse.with { $0.transaction = message })
    }
    let found = EffectsFixture.executed(.success)
    let reply = Soma_Rpc_GetTransactionResponse(found)
    #expect(try ExecutedTransaction(reply) == found)
    #expect(
      reply.transaction == Soma_Rpc_ExecutedTransaction(found, context: .getTransaction))
    #expect(try ExecutedTransaction(Soma_Rpc_SimulateTransactionResponse(found)) == found)
    #expect(
      Soma_Rpc_SimulateTransactionResponse(found).transaction
        == Soma_Rpc_ExecutedTransaction(found, context: .simulate))
    #expect(try ExecutedTransaction(Soma_Rpc_ExecuteTransactionResponse(found)) == found)
    #expect(
      Soma_Rpc_ExecuteTransactionResponse(found).transaction
        == Soma_Rpc_ExecutedTransaction(found, context: .execute))
  }
}

extension TransactionEffects {
  /// As Python shows it, for effects like those that were recorded.
  fileprivate var asPython: JSONValue {
    .object([
      "V1": .object([
        "status": .string(status == .success ? "Success" : "Failure"),
        "executed_epoch": .number(Double(executedEpoch.rawValue)),
        "transaction_fee": .object([
          "base_fee": .number(Double(fee.baseFee.shannons)),
          "operation_fee": .number(Double(fee.operationFee.shannons)),
          "value_fee": .number(Double(fee.valueFee.shannons)),
          "total_fee": .number(Double(fee.totalFee.shannons)),
        ]),
        "transaction_digest": .string(transactionDigest.description),
        "gas_object_index": gasObjectIndex.map { .number(Double($0)) } ?? .null,
        "dependencies": .array(dependencies.map { .string($0.description) }),
        "version": .number(Double(version.rawValue)),
        "changed_objects": .array(changedObjects.map(\.asPython)),
        "unchanged_shared_objects": .array(unchangedSharedObjects.map(\.asPython)),
      ])
    ])
  }
}

extension ChangedObject {
  fileprivate var asPython: JSONValue {
    .array([
      .string(id.description),
      .object([
        "input_state": input.map {
          .object([
            "Exist": .array([
              .array([
                .number(Double($0.version.rawValue)), .string($0.digest.description),
              ]), $0.owner.asPython,
            ])
          ])
        } ?? .string("NotExist"),
        "output_state": output.map {
          .object(["ObjectWrite": .array([.string($0.digest.description), $0.owner.asPython])])
        } ?? .string("NotExist"),
        "id_operation": .string(operation == .unchanged ? "None" : "\(operation)"),
      ]),
    ])
  }
}

extension UnchangedSharedObject {
  fileprivate var asPython: JSONValue {
    guard case .readOnlyRoot(let version, let digest) = kind else { return .null }
    return .array([
      .string(id.description),
      .object([
        "ReadOnlyRoot": .array([
          .number(Double(version.rawValue)), .string(digest.description),
        ])
      ]),
    ])
  }
}

extension Owner {
  fileprivate var asPython: JSONValue {
    guard case .address(let address) = self else { return .null }
    return .object(["AddressOwner": .string(address.description)])
  }
}
