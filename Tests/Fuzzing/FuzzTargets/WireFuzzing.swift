import Diagnostics
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// Targets that read what nodes and clients send in protobuf.
///
/// What can be read writes to bytes from which the same is read; what cannot can be explained.
enum WireFuzzing {
  /// The system state, model by model, and the rest of an epoch.
  static func epoch(_ bytes: [UInt8]) {
    guard let message: Soma_Rpc_GetEpochResponse = decoded(bytes) else { return }
    let info = attempt { () throws(WireError) in try EpochInfo(message) }
    let reply = attempt { () throws(WireError) in try SystemStateReply(message) }
    for model in reply?.unparsableModels ?? [] { explain(model.error) }
    var state: SystemState?
    switch reply?.state {
    case .success(let value): state = value
    case .failure(let error): explain(error)
    case nil: break
    }
    let written = Soma_Rpc_GetEpochResponse(info ?? EpochInfo(), state: state)
    if let info { expectSame(info, EpochInfo.init(_:), in: written) }
    if let reply, let state {
      expectSame(state, { try SystemStateReply($0).state.get() }, in: written)
      precondition(state.modelRegistry.models == reply.models, "the state has other models")
    }
  }

  /// The first byte chooses the reply in which an executed transaction comes.
  static func executed(_ input: [UInt8]) {
    let bytes = Array(input.dropFirst())
    switch (input.first ?? 0) % 4 {
    case 0:
      check(bytes, ExecutedTransaction.init(_:)) {
        Soma_Rpc_ExecuteTransactionResponse($0)
      }
    case 1:
      check(bytes, ExecutedTransaction.init(_:)) {
        Soma_Rpc_SimulateTransactionResponse($0)
      }
    case 2:
      check(bytes, ExecutedTransaction.init(_:)) {
        Soma_Rpc_GetTransactionResponse($0)
      }
    default:
      check(bytes, ExecutedTransaction.init(_:)) {
        Soma_Rpc_ExecutedTransaction($0, context: .checkpoint)
      }
    }
  }

  /// The first byte chooses one of the other replies.
  static func reply(_ input: [UInt8]) {
    let bytes = Array(input.dropFirst())
    switch (input.first ?? 0) % 9 {
    case 0: check(bytes, ObjectsPage.init(_:)) { Soma_Rpc_ListOwnedObjectsResponse($0) }
    case 1: check(bytes, SomaObject.init(_:)) { Soma_Rpc_GetObjectResponse($0) }
    case 2:
      check(bytes, VersionedID.init(_:)) { id in
        Soma_Rpc_GetObjectResponse.with {
          $0.object.objectID = id.id.text(.bare)
          $0.object.version = id.version.rawValue
        }
      }
    case 3: check(bytes, CertifiedCheckpoint.init(_:)) { Soma_Rpc_GetCheckpointResponse($0) }
    case 4:
      check(bytes, CheckpointNotice.init(_:)) { notice in
        Soma_Rpc_SubscribeCheckpointsResponse.with {
          if let number = notice.sequenceNumber { $0.cursor = number.rawValue }
          $0.checkpoint.transactions = notice.transactions.map { digest in
            .with { $0.digest = digest.description }
          }
        }
      }
    case 5: check(bytes, ServiceInfo.init(_:)) { Soma_Rpc_GetServiceInfoResponse($0) }
    case 6: check(bytes, TargetsPage.init(_:)) { Soma_Rpc_ListTargetsResponse($0) }
    case 7: check(bytes, ListedTarget.init(_:)) { Soma_Rpc_GetTargetResponse($0) }
    default: check(bytes, Amount.init(_:)) { Soma_Rpc_GetBalanceResponse($0) }
    }
  }

  /// The first byte chooses a request that a server reads.
  static func request(_ input: [UInt8]) {
    let bytes = Array(input.dropFirst())
    switch (input.first ?? 0) % 12 {
    case 0: check(bytes, ExecuteRequest.init(_:)) { sendable($0.message) }
    case 1: check(bytes, SimulateRequest.init(_:)) { sendable($0.message) }
    case 2: check(bytes, OwnedObjectsRequest.init(_:)) { $0.message() }
    case 3: check(bytes, ObjectRequest.init(_:)) { $0.message() }
    case 4: check(bytes, ObjectsRequest.init(_:)) { $0.message() }
    case 5: check(bytes, TransactionRequest.init(_:)) { $0.message() }
    case 6: batchOfTransactions(bytes)
    case 7: check(bytes, CheckpointRequest.init(_:)) { $0.message() }
    case 8: check(bytes, EpochRequest.init(_:)) { $0.message(.systemState) }
    case 9: check(bytes, BalanceRequest.init(_:)) { $0.message }
    case 10: check(bytes, TargetRequest.init(_:)) { $0.message() }
    default: check(bytes, TargetsRequest.init(_:)) { $0.message() }
    }
  }

  /// A digest that cannot be read is not written, so only the others come back.
  private static func batchOfTransactions(_ bytes: [UInt8]) {
    guard let message: Soma_Rpc_BatchGetTransactionsRequest = decoded(bytes) else { return }
    let request = TransactionsRequest(message)
    precondition(request.digests.count == message.digests.count, "a digest is lost")
    for case .failure(let error) in request.digests { explain(error) }
    let readable = request.digests.filter { (try? $0.get()) != nil }
    expectSame(readable, { TransactionsRequest($0).digests }, in: request.message())
  }

  /// A transaction that came in protobuf can be sent in protobuf.
  private static func sendable<Written>(_ message: () throws(WireError) -> Written) -> Written {
    do throws(WireError) { return try message() } catch {
      preconditionFailure("what was read cannot be sent: \(error)")
    }
  }

  private static func check<Wire: Message, Value: Equatable>(
    _ bytes: [UInt8], _ read: (Wire) throws(WireError) -> Value, _ write: (Value) -> Wire
  ) {
    guard let message: Wire = decoded(bytes),
      let value = attempt({ () throws(WireError) in try read(message) })
    else { return }
    expectSame(value, { try read($0) }, in: write(value))
  }

  /// Reads what was written, through bytes.
  private static func expectSame<Wire: Message, Value: Equatable>(
    _ value: Value, _ read: (Wire) throws -> Value, in written: Wire
  ) {
    let again: Value?
    do {
      let bytes: [UInt8] = try written.serializedBytes()
      again = try read(Wire(serializedBytes: bytes))
    } catch {
      preconditionFailure("what was written cannot be read: \(error)")
    }
    precondition(again == value, "\(Value.self) does not write back what it read")
  }

  private static func decoded<Wire: Message>(_ bytes: [UInt8]) -> Wire? {
    try? Wire(serializedBytes: bytes)
  }

  private static func attempt<Value>(_ read: () throws(WireError) -> Value) -> Value? {
    do throws(WireError) { return try read() } catch {
      explain(error)
      return nil
    }
  }

  private static func explain(_ error: WireError) {
    precondition(!error.path.isEmpty, "nobody can tell where")
    precondition(!error.diagnostic.detail.isEmpty, "nobody can tell what")
  }
}
