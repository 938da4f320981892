import GRPCCore
import Ledger
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// `soma.rpc.TransactionExecutionService`. Sources:
/// `rpc/src/api/grpc/transaction_execution_service`; WIRE.md 6.3, 6.6.
struct ExecutionEndpoint: Soma_Rpc_TransactionExecutionService.SimpleServiceProtocol {
  let endpoint: NodeEndpoint

  func executeTransaction(
    request: Soma_Rpc_ExecuteTransactionRequest, context: ServerContext
  ) async throws -> Soma_Rpc_ExecuteTransactionResponse {
    let transaction = try ExecuteRequest(checking: request).transaction
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .executedTransaction,
      default: ["effects"])
    let node = endpoint.node
    let record: TransactionRecord
    do throws(SubmissionRefusal) {
      record = try await node.submit(transaction)
    } catch {
      let committee = await node.read { $0.systemState.committee }
      throw error.rpcError(validators: committee.conciseNames)
    }

    var executed = ExecutedTransaction(record)
    let objectsMask = mask.spelledOut(["objects", "objects"])
    if objectsMask != nil { executed.objects = await node.read { $0.objects(of: record) } }
    if node.faults.take(.wrongDigest, .call("ExecuteTransaction")) {
      executed.effects.transactionDigest = TransactionDigest(record.effects.digest.bytes)
    }
    var message = Soma_Rpc_ExecutedTransaction(
      executed, context: .execute, types: record.objectTypes)
    // By now the transaction has been executed, as it has when a real node aborts here.
    if mask.contains("digest") { message.digest = try record.data.faultyDigest.description }
    try message.transaction.makeDigestFaulty(of: record.data, asked: mask.subtree("transaction"))
    message.objects.objects = message.objects.objects.map { object in
      objectsMask.map { object.masked($0) } ?? object
    }
    if objectsMask == nil { message.clearObjects() }
    return .with { $0.transaction = message.masked(mask) }
  }

  func simulateTransaction(
    request: Soma_Rpc_SimulateTransactionRequest, context: ServerContext
  ) async throws -> Soma_Rpc_SimulateTransactionResponse {
    // Paths that the reply does not have are ignored here.
    let mask =
      request.hasReadMask
      ? FieldMaskTree(request.readMask.paths) : FieldMaskTree.everything
    let asked: SimulateRequest
    do throws(WireError) {
      asked = try SimulateRequest(request)
    } catch {
      throw error.rpcErrorOfTransaction
    }
    let (data, outcome) = try await endpoint.read { try $0.simulate(asked) }
    guard let submask = mask.subtree("transaction") else { return .init() }

    let objectsMask = submask.spelledOut(["objects", "objects"])
    let executed = ExecutedTransaction(
      data: data, effects: outcome.effects, balanceChanges: .init(outcome.balanceChanges),
      objects: objectsMask == nil ? [] : outcome.objects)
    var message = Soma_Rpc_ExecutedTransaction(
      executed, context: .simulate,
      types: Dictionary(outcome.objects.map { ($0.id, $0.type) }) { first, _ in first })
    try message.transaction.makeDigestFaulty(of: data, asked: submask.subtree("transaction"))
    if let objectsMask {
      message.objects.objects = message.objects.objects.map { $0.masked(objectsMask) }
    }
    return .with { $0.transaction = message.masked(submask) }
  }
}

extension ExecuteRequest {
  /// Reads a request, with a node's words for what is wrong.
  fileprivate init(checking request: Soma_Rpc_ExecuteTransactionRequest) throws(RPCError) {
    do throws(WireError) {
      try self.init(request)
    } catch {
      switch (error.path, error.reason) {
      case ("transaction", .missing):
        throw RPCError(FieldViolation("transaction", .missing))
      case ("signatures", .missing), ("signatures[1]", .unexpected):
        throw RPCError(
          .invalidArgument,
          "Invalid user signature: Expect 1 signer signatures but got \(request.signatures.count)")
      case (let path, _) where path.hasPrefix("signatures["):
        let place = path.prefix { $0 != "." }
        throw RPCError(
          FieldViolation(String(place), .invalid, "invalid signature: \(error.nodeText)"))
      default:
        throw error.rpcErrorOfTransaction
      }
    }
  }
}

extension Ledger {
  /// Tries a transaction out, with gas that is chosen when none is given and checks are on.
  ///
  /// - Throws: INTERNAL for whatever prevents its execution.
  fileprivate func simulate(
    _ request: SimulateRequest
  ) throws(RPCError) -> (TransactionData, ExecutionOutcome) {
    var data = request.data
    if !request.skipsChecks && data.gasPayment.isEmpty {
      data.gasPayment = gasForSimulation(of: data)
    }
    do throws(InputRefusal) {
      return (data, try simulate(data))
    } catch {
      throw RPCError(.internalError, error.nodeText)
    }
  }
}
