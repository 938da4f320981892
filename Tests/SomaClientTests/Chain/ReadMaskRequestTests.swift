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

@Suite("What is asked of nodes", .timeLimit(.minutes(1))) struct ReadMaskRequestTests {
  /// Every question, by the name of the recording with the same one, if there is one.
  private static let questions:
    [(call: String?, method: String, ask: @Sendable (Chain) async throws -> Void)] = [
      ("get_server_version", Method.serviceInfo, { _ = try await $0.serviceInfo() }),
      ("get_protocol_version", Method.getEpoch, { _ = try await $0.epoch() }),
      ("get_epoch_5", Method.getEpoch, { _ = try await $0.epoch(5) }),
      ("get_architecture_version", Method.getEpoch, { _ = try await $0.protocolConfig() }),
      ("get_latest_system_state", Method.getEpoch, { _ = try await $0.systemState() }),
      (nil, Method.getEpoch, { _ = try await $0.systemState(of: 5) }),
      ("get_latest_system_state", Method.getEpoch, { _ = try await $0.model(.zero) }),
      ("get_object", Method.getObject, { _ = try await $0.object(.systemState) }),
      (
        "get_object_with_version", Method.getObject,
        { _ = try await $0.object(.systemState, version: 9) }
      ),
      (nil, Method.getObject, { _ = try await $0.objectVersion(.systemState) }),
      (nil, Method.getObject, { _ = try await $0.stake(.systemState) }),
      (nil, Method.listOwnedObjects, { _ = try await $0.ownedObjects(of: Recorded.address()) }),
      (nil, Method.listOwnedObjects, { _ = try await $0.coins(of: Recorded.address()) }),
      (nil, Method.listOwnedObjects, { _ = try await $0.stakes(of: Recorded.address()) }),
      ("get_balance", Method.getBalance, { _ = try await $0.balance(of: Recorded.address()) }),
      (
        "get_transaction", Method.getTransaction,
        {
          _ = try await $0.transaction(
            TransactionDigest(base58: "US517G5965aydkZ46HS38QLi7UQiSojurfbQfKCELFx"))
        }
      ),
      ("get_latest_checkpoint", Method.getCheckpoint, { _ = try await $0.checkpoint() }),
      (
        "get_checkpoint_summary", Method.getCheckpoint,
        { _ = try await $0.checkpoint(.sequenceNumber(3)) }
      ),
      (nil, Method.listTargets, { _ = try await $0.targets() }),
      (
        "list_targets", Method.listTargets,
        { _ = try await $0.targetsPage(TargetsRequest(status: .filled, pageToken: [1, 2])) }
      ),
      (nil, Method.getTarget, { _ = try await $0.target(.zero) }),
      (nil, Method.listChallenges, { _ = try await $0.challenges() }),
      (
        "subscribe", Method.subscribe, { try await $0.followCheckpoints(for: .seconds(9)) { _ in } }
      ),
      (
        "simulate_transaction", Method.simulate,
        { _ = try await $0.simulate(recordedTransaction().data) }
      ),
      (
        "execute_transaction", Method.execute,
        { _ = try await $0.submit(recordedTransaction()) }
      ),
    ]

  private static func recordedTransaction() throws -> SignedTransaction {
    let sent = try vectors("requests")["execute_transaction"]["sent"].elements[0]["request"]
    return try ExecuteRequest(sent.message()).transaction
  }

  /// The one request that a question leads to; every node refuses all of them.
  private func request(
    _ method: String, _ ask: @Sendable (Chain) async throws -> Void
  ) async throws -> [UInt8] {
    let node = NodeScript()
    node.on(method, .failure(3))
    try await withChain(node) { chain in _ = try? await ask(chain) }
    #expect(node.calls.count == 1)
    return try #require(node.calls.first?.message)
  }

  @Test("requests.json: byte for byte what the real SDK asks")
  func recorded() async throws {
    let recorded = try vectors("requests")
    var compared: Set<String> = []
    for (call, method, ask) in Self.questions {
      guard let call else { continue }
      let request = try await request(method, ask)
      let sent = recorded[call]["sent"].elements.first?["request"] ?? recorded[call]
      #expect(try Self.bytes(of: sent, method) == request, "\(call)")
      compared.insert(call)
    }
    // Of the others we ask more at once: pages of 1000, and targets with their data.
    #expect(
      Set(recorded.members.keys).subtracting(compared) == [
        "list_owned_objects", "list_owned_objects_coin_limit", "list_owned_objects_staked",
        "get_targets", "get_targets_claimable", "metadata",
      ])
  }

  private static func bytes(of json: JSONValue, _ method: String) throws -> [UInt8] {
    switch method {
    case Method.serviceInfo: try json.message(Soma_Rpc_GetServiceInfoRequest.self).bytes
    case Method.getEpoch: try json.message(Soma_Rpc_GetEpochRequest.self).bytes
    case Method.getObject: try json.message(Soma_Rpc_GetObjectRequest.self).bytes
    case Method.getBalance: try json.message(Soma_Rpc_GetBalanceRequest.self).bytes
    case Method.getTransaction: try json.message(Soma_Rpc_GetTransactionRequest.self).bytes
    case Method.getCheckpoint: try json.message(Soma_Rpc_GetCheckpointRequest.self).bytes
    case Method.listTargets: try json.message(Soma_Rpc_ListTargetsRequest.self).bytes
    case Method.subscribe: try json.message(Soma_Rpc_SubscribeCheckpointsRequest.self).bytes
    case Method.simulate: try json.message(Soma_Rpc_SimulateTransactionRequest.self).bytes
    default: try json.message(Soma_Rpc_ExecuteTransactionRequest.self).bytes
    }
  }

  /// Every mask that leaves, written down once more.
  private static let masks: [String: Set<String>] = [
    Method.getEpoch: [
      "epoch,protocol_config.protocol_version", "epoch,protocol_config", "system_state,epoch",
    ],
    Method.getObject: [
      "object_id,version",
      "object_id,version,digest,object_type,owner,contents,previous_transaction",
    ],
    Method.listOwnedObjects: [
      "object_id,version,digest,object_type,owner,contents,previous_transaction"
    ],
    Method.getTransaction: ["digest,effects,checkpoint,timestamp,balance_changes"],
    Method.getCheckpoint: ["summary,signature"],
    Method.listTargets: [
      "id,status,generation_epoch,reward_pool,embedding,model_ids,distance_threshold,submitter,"
        + "winning_model_id,bond_amount,data_url"
    ],
    Method.getTarget: [
      "id,status,generation_epoch,reward_pool,embedding,model_ids,distance_threshold,submitter,"
        + "winning_model_id,bond_amount,data_url"
    ],
    Method.subscribe: ["transactions.digest,sequence_number"],
    Method.simulate: ["transaction.effects,transaction.balance_changes,transaction.objects"],
    Method.execute: ["effects,balance_changes,objects"],
  ]

  @Test("no other mask leaves, and none that a node computes wrongly or dies of (NOTES B.1)")
  func masks() async throws {
    var seen: [String: Set<String>] = [:]
    for (_, method, ask) in Self.questions {
      let request = try await request(method, ask)
      if let mask = try ReadMaskOnly.mask(in: request, of: method) {
        seen[method, default: []].insert(mask.joined(separator: ","))
      }
    }
    #expect(seen == Self.masks)
    for method in [Method.execute, Method.simulate] {
      for path in Self.masks[method, default: []].flatMap({ $0.split(separator: ",") }) {
        let last = path.split(separator: ".").last
        #expect(last != "digest" && last != "transaction" && last != "*")
      }
    }
  }
}

/// The mask of any request, found by its field.
private enum ReadMaskOnly {
  static func mask(in request: [UInt8], of method: String) throws -> [String]? {
    switch method {
    case Method.getEpoch: try paths(Soma_Rpc_GetEpochRequest.self, request, \.readMask)
    case Method.getObject: try paths(Soma_Rpc_GetObjectRequest.self, request, \.readMask)
    case Method.listOwnedObjects:
      try paths(Soma_Rpc_ListOwnedObjectsRequest.self, request, \.readMask)
    case Method.getTransaction:
      try paths(Soma_Rpc_GetTransactionRequest.self, request, \.readMask)
    case Method.getCheckpoint: try paths(Soma_Rpc_GetCheckpointRequest.self, request, \.readMask)
    case Method.listTargets: try paths(Soma_Rpc_ListTargetsRequest.self, request, \.readMask)
    case Method.getTarget: try paths(Soma_Rpc_GetTargetRequest.self, request, \.readMask)
    case Method.subscribe:
      try paths(Soma_Rpc_SubscribeCheckpointsRequest.self, request, \.readMask)
    case Method.simulate: try paths(Soma_Rpc_SimulateTransactionRequest.self, request, \.readMask)
    case Method.execute: try paths(Soma_Rpc_ExecuteTransactionRequest.self, request, \.readMask)
    default: nil  // requests without a mask
    }
  }

  private static func paths<M: Message>(
    _ type: M.Type, _ request: [UInt8], _ mask: (M) -> Google_Protobuf_FieldMask
  ) throws -> [String] {
    mask(try M(serializedBytes: request)).paths
  }
}
