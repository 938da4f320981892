import BCS
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("requests.json and get_epoch_full.json: every question as the real SDK asks it")
struct RequestVectorTests {
  private let recorded: JSONValue
  private let owner: SomaAddress

  init() throws {
    recorded = try vectors("requests")
    owner = try SomaAddress("5be3159ddce80d1c57f1f86659bc26c5cf596fd444c5724bd5aec4f1115a6de9")
  }

  /// The one request of a call, which must be to `method`.
  private func sent<M: Message>(
    _ call: String, to method: String, as type: M.Type = M.self
  ) throws -> M {
    let requests = recorded[call]["sent"].elements
    #expect(requests.count == 1, "\(call)")
    let request = try #require(requests.first)
    #expect(request["method"].string == method, "\(call)")
    return try request["request"].message()
  }

  private func expectEqual<M: Message & Equatable>(_ message: M, _ expected: M) throws {
    #expect(message == expected)
    #expect(try message.bytes == expected.bytes)
  }

  @Test("every recorded call is in one of these tests")
  func complete() {
    #expect(
      Set(recorded.members.keys) == [
        "get_object", "get_object_with_version", "list_owned_objects",
        "list_owned_objects_coin_limit", "list_owned_objects_staked", "get_targets",
        "get_targets_claimable", "list_targets", "get_transaction", "get_balance", "get_epoch_5",
        "get_latest_checkpoint", "get_checkpoint_summary", "get_latest_system_state",
        "get_protocol_version", "get_architecture_version", "get_server_version",
        "simulate_transaction", "execute_transaction", "subscribe",
        "metadata",  // headers, which are the client's business
      ])
  }

  @Test(
    "GetObject",
    arguments: [("get_object", nil), ("get_object_with_version", 9)]
      as [(String, ObjectVersion?)])
  func object(call: String, version: ObjectVersion?) throws {
    let request = ObjectRequest(id: .systemState, version: version)
    try expectEqual(request.message(), sent(call, to: "GetObject"))
    #expect(try ObjectRequest(request.message()) == request)
  }

  @Test(
    "ListOwnedObjects",
    arguments: [
      ("list_owned_objects", nil, nil), ("list_owned_objects_coin_limit", .coin, 7),
      ("list_owned_objects_staked", .stakedSoma, nil),
    ] as [(String, ObjectType?, UInt32?)])
  func ownedObjects(call: String, type: ObjectType?, pageSize: UInt32?) throws {
    let request = OwnedObjectsRequest(owner: owner, type: type, pageSize: pageSize)
    var expected: Soma_Rpc_ListOwnedObjectsRequest = try sent(call, to: "ListOwnedObjects")
    // Python hands the text on as it was typed, here with 0x; we have an address and one spelling.
    #expect(try SomaAddress(expected.owner) == owner)
    expected.owner = owner.description
    try expectEqual(request.message(), expected)
    #expect(try OwnedObjectsRequest(request.message()) == request)
  }

  @Test(
    "ListTargets",
    arguments: [
      ("get_targets", TargetsRequest(status: .open), .targets),
      (
        "get_targets_claimable",
        TargetsRequest(
          status: .claimable, epoch: 3,
          submitter: try? SomaAddress(
            "5be3159ddce80d1c57f1f86659bc26c5cf596fd444c5724bd5aec4f1115a6de9"),
          pageSize: 5), .targets
      ),
      ("list_targets", TargetsRequest(status: .filled, pageToken: [1, 2]), .targetsWithData),
    ] as [(String, TargetsRequest, ReadMask)])
  func targets(call: String, request: TargetsRequest, mask: ReadMask) throws {
    try expectEqual(request.message(mask), sent(call, to: "ListTargets"))
    #expect(try TargetsRequest(request.message(mask)) == request)
  }

  @Test("GetTransaction, GetBalance and GetServiceInfo")
  func lookups() throws {
    let digest = try TransactionDigest(base58: "US517G5965aydkZ46HS38QLi7UQiSojurfbQfKCELFx")
    let transaction = TransactionRequest(digest: digest)
    try expectEqual(transaction.message(), sent("get_transaction", to: "GetTransaction"))
    #expect(try TransactionRequest(transaction.message()) == transaction)
    let balance = BalanceRequest(owner: owner)
    try expectEqual(balance.message, sent("get_balance", to: "GetBalance"))
    #expect(try BalanceRequest(balance.message) == balance)
    try expectEqual(
      Soma_Rpc_GetServiceInfoRequest(), sent("get_server_version", to: "GetServiceInfo"))
  }

  @Test(
    "GetEpoch",
    arguments: [
      ("get_epoch_5", 5, .epoch), ("get_latest_system_state", nil, .systemState),
      ("get_protocol_version", nil, .epoch), ("get_architecture_version", nil, .protocolConfig),
    ] as [(String, Epoch?, ReadMask)])
  func epoch(call: String, epoch: Epoch?, mask: ReadMask) throws {
    let request = EpochRequest(epoch: epoch)
    try expectEqual(request.message(mask), sent(call, to: "GetEpoch"))
    #expect(EpochRequest(request.message(mask)) == request)
  }

  @Test("the 13 calls around the system state")
  func systemStateCalls() throws {
    let capture = try vectors("get_epoch_full")
    let state = EpochRequest().message(.systemState)
    let expected: [String: any Message] = [
      "get_active_models": state, "get_model_manifests": state, "get_embedding_dim": state,
      "get_model_min_stake": state, "get_next_epoch_timestamp": state,
      "get_following_epoch_timestamp": state,
      "get_protocol_version": EpochRequest().message(.epoch),
      "get_architecture_version": EpochRequest().message(.protocolConfig),
      "get_epoch": EpochRequest().message(.epoch),
      "get_chain_identifier": Soma_Rpc_GetServiceInfoRequest(),
      "get_server_version": Soma_Rpc_GetServiceInfoRequest(),
      "get_balance": BalanceRequest(owner: try SomaAddress("0x1")).message,
      "check_api_version": Soma_Rpc_GetServiceInfoRequest(),
    ]
    let calls = capture["requests_sent"].members
    #expect(Set(calls.keys) == Set(expected.keys))
    for (call, requests) in calls {
      let request = try #require(requests.elements.first)
      let message = try #require(expected[call])
      #expect(try Self.isEqual(message, request["request"]), "\(call)")
    }
    try expectEqual(state, capture["get_epoch_request"].message())
  }

  private static func isEqual<M: Message>(_ message: M, _ json: JSONValue) throws -> Bool {
    try message.isEqualTo(message: json.message(M.self))
  }

  @Test("GetCheckpoint")
  func checkpoint() throws {
    let latest = CheckpointRequest.latest
    try expectEqual(latest.message(), sent("get_latest_checkpoint", to: "GetCheckpoint"))
    #expect(try CheckpointRequest(latest.message()) == latest)
    let third = CheckpointRequest.sequenceNumber(3)
    try expectEqual(third.message(), sent("get_checkpoint_summary", to: "GetCheckpoint"))
    #expect(try CheckpointRequest(third.message()) == third)
    let digest = CheckpointRequest.digest(CheckpointDigest(Bytes32(repeating: 9)))
    #expect(try CheckpointRequest(digest.message()) == digest)
  }

  @Test("SimulateTransaction, ExecuteTransaction and SubscribeCheckpoints")
  func executions() throws {
    let execution: Soma_Rpc_ExecuteTransactionRequest = try sent(
      "execute_transaction", to: "ExecuteTransaction")
    let signed = try ExecuteRequest(execution)
    #expect(signed.transaction.isSignatureValid)
    try expectEqual(signed.message(), execution)
    try expectEqual(
      SimulateRequest(signed.transaction.data).message(),
      sent("simulate_transaction", to: "SimulateTransaction"))
    let unchecked = SimulateRequest(signed.transaction.data, skipsChecks: true)
    #expect(try SimulateRequest(unchecked.message()) == unchecked)
    try expectEqual(SubscriptionRequest().message(), recorded["subscribe"].message())
  }

  @Test("batches: one bad id spoils a call, one bad digest only its own place")
  func batches() throws {
    let objects = ObjectsRequest([
      ObjectRequest(id: .systemState), ObjectRequest(id: .zero, version: 3),
    ])
    var message = objects.message()
    #expect(try ObjectsRequest(message) == objects)
    #expect(message.readMask.paths == ReadMask.object.paths)
    #expect(message.requests.allSatisfy { !$0.hasReadMask })
    message.requests[1].clearObjectID()
    #expect(throws: WireError("requests[1].object_id", .missing)) { try ObjectsRequest(message) }

    let digest = TransactionDigest(Bytes32(repeating: 7))
    var transactions = TransactionsRequest([digest, .zero]).message()
    #expect(TransactionsRequest(transactions) == TransactionsRequest([digest, .zero]))
    transactions.digests[0] = "0"
    #expect(
      TransactionsRequest(transactions).digests == [
        .failure(WireError("digests[0]", .encoding(.invalidCharacter(at: 0)))), .success(.zero),
      ])
    #expect(TransactionsRequest(transactions).message().digests.count == 1)
  }

  @Test("a request that a node refuses is refused, by the field")
  func refusals() throws {
    #expect(throws: WireError("object_id", .missing)) { try ObjectRequest(.init()) }
    #expect(throws: WireError("object_id", .identifier(.empty(name: "ObjectID")))) {
      try ObjectRequest(Soma_Rpc_GetObjectRequest.with { $0.objectID = "" })
    }
    #expect(throws: WireError("owner", .missing)) { try OwnedObjectsRequest(.init()) }
    #expect(throws: WireError("object_type", .unknownName("coin"))) {
      try OwnedObjectsRequest(
        Soma_Rpc_ListOwnedObjectsRequest.with {
          $0.owner = "5"
          $0.objectType = "coin"
        })
    }
    // Nodes read this owner like Python arguments, not like other texts.
    #expect(throws: WireError("owner", .identifier(.tooShort(name: "SomaAddress", digits: 1)))) {
      try BalanceRequest(Soma_Rpc_GetBalanceRequest.with { $0.owner = "5" })
    }
    #expect(throws: WireError("digest", .missing)) { try TransactionRequest(.init()) }
    #expect(
      throws: WireError("digest", .encoding(.wrongByteCount(expected: 32, actual: 1)))
    ) { try TransactionRequest(Soma_Rpc_GetTransactionRequest.with { $0.digest = "2" }) }
    #expect(throws: WireError("digest", .encoding(.invalidCharacter(at: 0)))) {
      try CheckpointRequest(Soma_Rpc_GetCheckpointRequest.with { $0.digest = "0" })
    }
    #expect(throws: WireError("status_filter", .unknownName("closed"))) {
      try TargetsRequest(Soma_Rpc_ListTargetsRequest.with { $0.statusFilter = "closed" })
    }
    let anyCase = Soma_Rpc_ListTargetsRequest.with { $0.statusFilter = "OPEN" }
    #expect(try TargetsRequest(anyCase).status == .open)
    #expect(throws: WireError("target_id", .missing)) { try TargetRequest(.init()) }
    #expect(throws: WireError("transaction", .missing)) { try SimulateRequest(.init()) }
  }
}
