import SomaCrypto
import SomaProto
import SwiftProtobuf
import Testing

/// What the real client sends.
@Suite struct RequestTests {
  private static let requests: [String: any Message.Type] = [
    "ExecuteTransaction": Soma_Rpc_ExecuteTransactionRequest.self,
    "GetBalance": Soma_Rpc_GetBalanceRequest.self,
    "GetCheckpoint": Soma_Rpc_GetCheckpointRequest.self,
    "GetEpoch": Soma_Rpc_GetEpochRequest.self,
    "GetObject": Soma_Rpc_GetObjectRequest.self,
    "GetServiceInfo": Soma_Rpc_GetServiceInfoRequest.self,
    "GetTransaction": Soma_Rpc_GetTransactionRequest.self,
    "ListOwnedObjects": Soma_Rpc_ListOwnedObjectsRequest.self,
    "ListTargets": Soma_Rpc_ListTargetsRequest.self,
    "SimulateTransaction": Soma_Rpc_SimulateTransactionRequest.self,
  ]

  @Test("every submitted transaction is understood, and written byte for byte as it was")
  func submissions() throws {
    let transactions = try vectors("transactions").member("transactions").elements
    #expect(transactions.count == 42)
    for transaction in transactions {
      try expectUnderstood(
        Hex.decode(transaction.text("request_protobuf_hex")),
        as: Soma_Rpc_ExecuteTransactionRequest.self, json: transaction.member("request"))
    }
  }

  @Test("every kind of transaction has the names of the real one")
  func kinds() throws {
    let transactions = try vectors("fuzz_transactions").member("vectors").elements
    #expect(transactions.count == 52)
    var kinds: Set<String> = []
    for transaction in transactions {
      let json = try transaction.member("transaction_proto_json")
      try expectUnderstood(json, as: Soma_Rpc_Transaction.self)
      kinds.formUnion(try json.member("kind").members.keys)
    }
    #expect(kinds.count == 26)
  }

  @Test("a payment without amounts looks like one with an empty list")
  func paymentWithoutAmounts() throws {
    let flow = try vectors("flow")
    for name in ["pay_coins amounts none", "pay_coins amounts empty"] {
      let bytes = try Hex.decode(flow.member(name).text("kind_protobuf_hex"))
      try expectUnderstood(bytes, as: Soma_Rpc_TransactionKind.self)
      let kind = try Soma_Rpc_TransactionKind(serializedBytes: bytes)
      #expect(kind.payCoins.coins.count == 1)
      #expect(kind.payCoins.amounts.isEmpty)
    }
  }

  @Test("every reading call has the names of the real one")
  func reads() throws {
    let calls = try vectors("requests").members.values.flatMap {
      $0.members["sent"]?.elements ?? []
    }
    let more = try vectors("get_epoch_full").member("requests_sent").members.values
    var methods: Set<String> = []
    for call in calls + more.flatMap(\.elements) {
      let method = try call.text("method")
      let type = try #require(Self.requests[method], "\(method) is not in the table")
      try expectUnderstood(call.member("request"), as: type)
      methods.insert(method)
    }
    #expect(methods == Set(Self.requests.keys))
  }

  @Test("a subscription has the names of the real one")
  func subscription() throws {
    try expectUnderstood(
      vectors("requests").member("subscribe"), as: Soma_Rpc_SubscribeCheckpointsRequest.self)
  }

  @Test("frames as they were on the wire are understood")
  func frames() throws {
    var methods: Set<String> = []
    for request in try vectors("http2").member("requests").elements {
      guard let path = request.members["path"]?.stringValue, path.hasPrefix("/soma.rpc.") else {
        continue
      }
      let method = try #require(path.split(separator: "/").last).description
      let type = try #require(Self.requests[method], "\(method) is not in the table")
      let frame = try Hex.decode(request.text("body_hex"))
      // Not compressed; then the length in four bytes, big-endian.
      #expect(Array(frame.prefix(4)) == [0, 0, 0, 0])
      #expect(frame.count == 5 + Int(frame[4]))
      try expectUnderstood(Array(frame.dropFirst(5)), as: type)
      methods.insert(method)
    }
    #expect(methods == ["GetBalance", "GetServiceInfo"])
  }
}
