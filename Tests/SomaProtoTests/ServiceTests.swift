import GRPCCore
import SomaProto
import Testing

/// Paths are what clients and servers meet by; each is spelled out here once more.
@Suite struct ServiceTests {
  private static let table: [(descriptors: [MethodDescriptor], paths: [String])] = [
    (
      Soma_Rpc_LedgerService.Method.descriptors,
      [
        "soma.rpc.LedgerService/GetServiceInfo", "soma.rpc.LedgerService/GetObject",
        "soma.rpc.LedgerService/BatchGetObjects", "soma.rpc.LedgerService/GetTransaction",
        "soma.rpc.LedgerService/BatchGetTransactions", "soma.rpc.LedgerService/GetCheckpoint",
        "soma.rpc.LedgerService/GetEpoch",
      ]
    ),
    (
      Soma_Rpc_StateService.Method.descriptors,
      [
        "soma.rpc.StateService/ListOwnedObjects", "soma.rpc.StateService/GetBalance",
        "soma.rpc.StateService/GetTarget", "soma.rpc.StateService/ListTargets",
        "soma.rpc.StateService/GetChallenge", "soma.rpc.StateService/ListChallenges",
      ]
    ),
    (
      Soma_Rpc_TransactionExecutionService.Method.descriptors,
      [
        "soma.rpc.TransactionExecutionService/ExecuteTransaction",
        "soma.rpc.TransactionExecutionService/SimulateTransaction",
      ]
    ),
    (
      Soma_Rpc_SubscriptionService.Method.descriptors,
      ["soma.rpc.SubscriptionService/SubscribeCheckpoints"]
    ),
  ]

  @Test("every service has its methods under their paths", arguments: ServiceTests.table.indices)
  func paths(row: Int) {
    let (descriptors, paths) = Self.table[row]
    #expect(Set(descriptors.map(\.fullyQualifiedMethod)) == Set(paths))
  }

  @Test("only the subscription streams")
  func streaming() {
    let descriptors = Self.table.flatMap(\.descriptors)
    let streams = descriptors.filter { $0.type != .unary }
    #expect(streams.map(\.method) == ["SubscribeCheckpoints"])
    #expect(streams.map(\.type) == [.serverStreaming])
  }
}
