import BCS
import FaultServer
import SomaClient
import SomaCrypto
import SomaTypes

/// Names of the methods of a full node.
enum Method {
  static let serviceInfo = "soma.rpc.LedgerService/GetServiceInfo"
  static let getObject = "soma.rpc.LedgerService/GetObject"
  static let getTransaction = "soma.rpc.LedgerService/GetTransaction"
  static let getCheckpoint = "soma.rpc.LedgerService/GetCheckpoint"
  static let getEpoch = "soma.rpc.LedgerService/GetEpoch"
  static let listOwnedObjects = "soma.rpc.StateService/ListOwnedObjects"
  static let getBalance = "soma.rpc.StateService/GetBalance"
  static let getTarget = "soma.rpc.StateService/GetTarget"
  static let listTargets = "soma.rpc.StateService/ListTargets"
  static let listChallenges = "soma.rpc.StateService/ListChallenges"
  static let execute = "soma.rpc.TransactionExecutionService/ExecuteTransaction"
  static let simulate = "soma.rpc.TransactionExecutionService/SimulateTransaction"
  static let subscribe = "soma.rpc.SubscriptionService/SubscribeCheckpoints"
}

/// The account of the recordings and what it owned.
enum Recorded {
  /// Its key, which is worth nothing.
  static func signer() throws -> KeySigner {
    let seed = "4b7a5826aeec48582936dfb9db6b4c581543c0747b2f87cfcde036876b936bfd"
    return KeySigner(try Ed25519SecretKey(seed: SecretBytes(copying: Hex.decode(seed))))
  }

  static func address() throws -> SomaAddress { try signer().address }

  /// Coins of 5, 6, 7 and 8 SOMA, of which the first ones were there at each call.
  static func coins(_ count: Int) throws -> [SomaObject] {
    let ids = [
      "47b60a8814151101a1bfaefcfb69e14718e5dcc091dec780375c1f8dd7a8ca93",
      "3644e00fd3196b1ad88f89473972558af0928fc5e2179c856081ea8a732ec9b6",
      "b7599e24d1d3c2f6ab7cd4d6df2468a2c843c8865f3af7cf680195607abb6dbf",
      "f667be85bd09e8f7390aef4cde857787049c07ae50dde2359383297191c16304",
    ]
    return try ids.prefix(count).enumerated().map { index, id in
      coin(
        try ObjectID(id), Amount(UInt64(5 + index) * Amount.shannonsPerSoma),
        version: ObjectVersion(UInt64(3 + index)), owner: try address())
    }
  }

  /// A coin whose digest is that of the recordings.
  static func coin(
    _ id: ObjectID, _ amount: Amount, version: ObjectVersion = 1, owner: SomaAddress
  ) -> SomaObject {
    SomaObject(
      type: .coin, version: version, id: id, content: amount.bcsBytes, owner: .address(owner),
      previousTransaction: TransactionDigest(Bytes32 { $0.copyBytes(from: 0..<32) }))
  }
}

/// Runs `body` with a chain that is one scripted node in this process.
@discardableResult
func withChain<Value: Sendable>(
  _ node: NodeScript, settings: ConnectionSettings = testSettings(),
  _ body: (Chain) async throws -> Value
) async throws -> Value {
  try await withInProcessNode(node) { transport in
    try await withConnection(
      over: [(Endpoint("http://in-process"), transport)], settings: settings
    ) { try await body(Chain($0)) }
  }
}

/// The same over a socket.
@discardableResult
func withSocketChain<Value: Sendable>(
  _ node: NodeScript, settings: ConnectionSettings = testSettings(),
  _ body: (Chain) async throws -> Value
) async throws -> Value {
  try await withHTTP2Node(node) { port in
    try await withConnection(to: [Endpoint("http://127.0.0.1:\(port)")], settings: settings) {
      try await body(Chain($0))
    }
  }
}
