import FaultServer
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Synchronization
import WireVectors

/// A node that executes transactions, as far as a client can see: owned objects get new versions, what
/// must be created is created, and a checkpoint follows.
final class LedgerNode: Sendable {
  struct State {
    var objects: [ObjectID: SomaObject] = [:]
    /// Objects of which only the reference is known: what it says counts.
    var references: [ObjectID: ObjectRef] = [:]
    var executed: [TransactionDigest: ExecutedTransaction] = [:]
    var received: [SignedTransaction] = []
    var watchers: [AsyncStream<TransactionDigest>.Continuation] = []
    var systemState: Soma_Rpc_GetEpochResponse?
    /// What happens to effects before they are sent and kept.
    var distort: @Sendable (inout ExecutedTransaction) -> Void = { _ in }
  }

  /// What answers; single methods can be given other scripts.
  let script = NodeScript()

  private let state = Mutex(State())

  /// Creates a node on which these objects live.
  init(_ objects: [SomaObject]) {
    state.withLock { $0.objects = Dictionary(uniqueKeysWithValues: objects.map { ($0.id, $0) }) }
    script.on(Method.listOwnedObjects) { [self] in listOwnedObjects($0) }
    script.on(Method.getObject) { [self] in getObject($0) }
    script.on(Method.getEpoch) { [self] in getEpoch($0) }
    script.on(Method.subscribe) { [self] _ in subscribe() }
    script.on(Method.execute) { [self] in answer(to: $0) }
    script.on(Method.getTransaction) { [self] in getTransaction($0) }
  }

  /// Looks at or changes the chain.
  func with<Value: Sendable>(_ body: @Sendable (inout State) -> sending Value) -> Value {
    state.withLock { body(&$0) }
  }

  /// Stands for an object of which only the reference is known.
  static func placeholder(_ reference: ObjectRef) -> SomaObject {
    SomaObject(
      type: .target, version: reference.version, id: reference.id, content: [],
      owner: .immutable, previousTransaction: .zero)
  }

  /// The transactions that have arrived, in order.
  var received: [SignedTransaction] { state.withLock { $0.received } }

  /// The usual answer to ExecuteTransaction, for scripts that do something else first or afterwards.
  func answer(to call: ReceivedCall) -> Script {
    do {
      return try .reply(Soma_Rpc_ExecuteTransactionResponse(execute(call)).bytes)
    } catch {
      return .failure(3, "\(error)")
    }
  }

  /// Executes a request, or returns what came of it before.
  @discardableResult
  func execute(_ call: ReceivedCall) throws -> ExecutedTransaction {
    let signed = try ExecuteRequest(
      Soma_Rpc_ExecuteTransactionRequest(serializedBytes: call.message)
    ).transaction
    return try state.withLock { state in
      state.received.append(signed)
      let digest = signed.data.digest
      if let known = state.executed[digest] { return known }
      let executed = try state.execute(signed.data)
      state.executed[digest] = executed
      for watcher in state.watchers { watcher.yield(digest) }
      return executed
    }
  }

  private func listOwnedObjects(_ call: ReceivedCall) -> Script {
    answer { () throws -> Soma_Rpc_ListOwnedObjectsResponse in
      let request = try OwnedObjectsRequest(.init(serializedBytes: call.message))
      let objects = state.withLock { $0.objects.values }
        .filter { $0.owner == .address(request.owner) && [$0.type, nil].contains(request.type) }
        .sorted { $0.id < $1.id }
      return .init(ObjectsPage(objects: objects))
    }
  }

  private func getObject(_ call: ReceivedCall) -> Script {
    answer { () throws -> Soma_Rpc_GetObjectResponse in
      let request = try ObjectRequest(.init(serializedBytes: call.message))
      guard let object = state.withLock({ $0.objects[request.id] }) else { throw Missing() }
      return .init(object)
    }
  }

  private func getTransaction(_ call: ReceivedCall) -> Script {
    answer { () throws -> Soma_Rpc_GetTransactionResponse in
      let request = try TransactionRequest(.init(serializedBytes: call.message))
      guard var executed = state.withLock({ $0.executed[request.digest] }) else { throw Missing() }
      executed.digest = request.digest
      executed.checkpoint = 42
      return .init(executed)
    }
  }

  private func getEpoch(_ call: ReceivedCall) -> Script {
    answer { () throws -> Soma_Rpc_GetEpochResponse in
      let request = try Soma_Rpc_GetEpochRequest(serializedBytes: call.message)
      if request.readMask.paths.contains("system_state") {
        guard let reply = state.withLock({ $0.systemState }) else { throw Missing() }
        return reply
      }
      return .init(EpochInfo(epoch: 7, protocolConfig: .recorded))
    }
  }

  private func subscribe() -> Script {
    let (executions, watcher) = AsyncStream<TransactionDigest>.makeStream()
    state.withLock { $0.watchers.append(watcher) }
    return [
      .headers,
      .later {
        for await digest in executions { return [.message(notice(of: [digest])), .silence] }
        return []
      },
    ]
  }

  private func answer(_ body: () throws -> some Message) -> Script {
    do { return try .reply(body().bytes) } catch { return .failure(5, "\(error)") }
  }

  private struct Missing: Error {}
}

/// A message of a subscription.
func notice(of digests: [TransactionDigest], number: UInt64 = 43) -> [UInt8] {
  let message = Soma_Rpc_SubscribeCheckpointsResponse.with {
    $0.cursor = number
    $0.checkpoint.transactions = digests.map { digest in .with { $0.digest = "\(digest)" } }
  }
  return (try? message.bytes) ?? []  // a message without maps or required fields always encodes
}

extension ProtocolConfig {
  /// The constants of the version in use. Source: the chain's `protocol-config/src/lib.rs`.
  static let recorded = ProtocolConfig(
    protocolVersion: 5,
    attributes: [
      "base_fee": "1000", "write_object_fee": "300", "max_value_fee_bps": "50",
      "model_architecture_version": "1", "submission_bond_per_byte": "65",
    ])
}
