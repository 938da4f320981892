import FaultServer
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

/// The recorded replies are about another digest and other objects; here they are about the submitted
/// transaction, so that only the property under test decides.
@Suite("execute_responses.json: what each reply makes of a submission", .timeLimit(.minutes(1)))
struct RecordedReplyTests {
  private let recorded: JSONValue
  private let signed: SignedTransaction
  private let executed: ExecutedTransaction

  init() throws {
    recorded = try vectors("execute_responses")
    signed = try RecordedCall.named("deactivate_model").signed
    let gas = signed.data.gasPayment[0]
    let owner = Owner.address(signed.data.sender)
    executed = ExecutedTransaction(
      effects: TransactionEffects(
        status: .success, executedEpoch: 7,
        fee: TransactionFee(baseFee: 1000, operationFee: 300, valueFee: 0, totalFee: 1300),
        transactionDigest: signed.data.digest, gasObjectIndex: 0, dependencies: [.zero],
        version: 4,
        changedObjects: [
          ChangedObject(
            id: gas.id, input: .init(version: gas.version, digest: gas.digest, owner: owner),
            output: .init(digest: .zero, owner: owner), operation: .unchanged)
        ],
        unchangedSharedObjects: [
          UnchangedSharedObject(
            id: .systemState, kind: .readOnlyRoot(version: 3, digest: .zero))
        ]),
      balanceChanges: [BalanceChange(address: signed.data.sender, shannons: -1300)],
      objects: try Recorded.coins(1))
  }

  private var message: Soma_Rpc_ExecutedTransaction {
    Soma_Rpc_ExecutedTransaction(
      executed, context: .execute,
      types: [signed.data.gasPayment[0].id: .coin, .systemState: .systemState])
  }

  /// Submits to a node that answers with this.
  private func outcome(of message: Soma_Rpc_ExecutedTransaction) async throws -> SubmissionOutcome {
    let node = NodeScript()
    let reply = Soma_Rpc_ExecuteTransactionResponse.with { $0.transaction = message }
    node.on(Method.execute, .reply(try reply.bytes))
    return try await withChain(node) { await $0.submit(signed) }
  }

  @Test("each field: missing where it is needed, the outcome is not known; else it ran")
  func requirements() async throws {
    let rows = recorded["required"].elements
    #expect(rows.count == 48)
    let json = try message.json
    // What is not needed to read the reply, and is needed to believe it.
    let input = ReplyError.missingInput(signed.data.gasPayment[0].id)
    let unbelieved: [String: Known] = ["effects.changed_objects": .unknown(.reply(input))]
    for row in rows {
      let field = try #require(row["field"].string)
      let path = field.split(separator: ".").map(String.init)
      let known = Known(
        try await outcome(of: try #require(json.removing(path), "\(field)").message()))
      let wire = WireError(field.replacing(".[", with: "["), .missing)
      let isNeeded = row["required"] == .bool(true)
      #expect(known == unbelieved[field] ?? (isNeeded ? .unknown(.wire(wire)) : .ran), "\(field)")
    }
  }

  @Test("each kind of failure ran, and failed, whether the real SDK can read it or not")
  func kinds() async throws {
    let kinds = recorded["kinds"].members
    #expect(kinds.count == 57)
    let forms: [Soma_Rpc_ExecutionError.OneOf_ErrorDetails?] = [
      nil, .otherError("fill_epoch=1"), .objectID("0x" + String(repeating: "c", count: 64)),
    ]
    for label in kinds.keys {
      let number = try #require(Int(label.prefix { $0 != " " }))
      for details in forms {
        var failed = message
        failed.effects.status.success = false
        failed.effects.status.error = .with {
          $0.kind = .init(rawValue: number) ?? .unknown
          $0.description_p = "DESC"
          $0.errorDetails = details
        }
        guard case .ran(let executed) = try await outcome(of: failed),
          case .failure = executed.effects.status
        else {
          Issue.record("\(label)")
          continue
        }
      }
    }
  }

  private static let foreign = TransactionDigest(Bytes32(repeating: 0))

  @Test("odd replies: what the real SDK refuses is not known, and so is what it believes wrongly")
  func edgeCases() async throws {
    let coin = signed.data.gasPayment[0].id
    let otherObject = Known.unknown(.reply(.missingInput(coin)))
    let cases: [String: (change: (inout Soma_Rpc_ExecutedTransaction) -> Void, known: Known)] = [
      "success true with error": (
        { $0.effects.status.error = .with { $0.kind = .insufficientGas } },
        .unknown(.wire(WireError("effects.status.error", .unexpected)))
      ),
      "failure without error": (
        { $0.effects.status.success = false },
        .unknown(.wire(WireError("effects.status.error", .missing)))
      ),
      "wrong transaction_digest": (
        { $0.effects.transactionDigest = String(repeating: "1", count: 32) },
        .unknown(.reply(.otherTransaction(asked: signed.data.digest, got: Self.foreign)))
      ),
      "digest not base58": (
        { $0.effects.transactionDigest = "0OIl" },
        .unknown(
          .wire(WireError("effects.transaction_digest", .encoding(.invalidCharacter(at: 0)))))
      ),
      // The node's word for a digest does not count: it is computed.
      "object digest field wrong in objects": (
        { $0.objects.objects[0].digest = String(repeating: "1", count: 32) }, .ran
      ),
      "changed object id without 0x": (
        {
          $0.effects.changedObjects[0].objectID =
            String($0.effects.changedObjects[0].objectID.dropFirst(2))
        }, .ran
      ),
      "changed object id short 0x1": (
        { $0.effects.changedObjects[0].objectID = "0x1" }, otherObject
      ),
      "changed object id short no prefix": (
        { $0.effects.changedObjects[0].objectID = "1" }, otherObject
      ),
      "owner address with 0x": (
        { $0.effects.changedObjects[0].outputOwner.address = "0x1" }, .ran
      ),
      "balance change amount not int": (
        { $0.balanceChanges[0].amount = "1.5" },
        .unknown(.wire(WireError("balance_changes[0].amount", .notANumber)))
      ),
      "gas_object_index out of range": ({ $0.effects.gasObjectIndex = 99 }, .ran),
      "objects type unknown": (
        { $0.objects.objects[0].objectType = "Model" },
        .unknown(.wire(WireError("objects.objects[0].object_type", .unknownName("Model"))))
      ),
      "empty ExecutedTransaction": (
        { $0 = .init() }, .unknown(.wire(WireError("effects", .missing)))
      ),
    ]
    let rows = recorded["edge"].elements
    #expect(Set(rows.compactMap { $0["case"].string }) == Set(cases.keys))
    for row in rows {
      let name = try #require(row["case"].string)
      let (change, expected) = try #require(cases[name])
      var changed = message
      change(&changed)
      #expect(Known(try await outcome(of: changed)) == expected, "\(name)")
    }
  }

  @Test("a reply that holds nothing")
  func empty() async throws {
    let node = NodeScript()
    node.on(Method.execute, .reply([]))
    let outcome = try await withChain(node) { await $0.submit(signed) }
    #expect(Known(outcome) == .unknown(.wire(WireError("transaction", .missing))))
  }
}
