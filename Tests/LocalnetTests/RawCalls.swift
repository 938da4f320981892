import GRPCCore
import GRPCNIOTransportHTTP2
import Localnet
import SomaClient
import SomaProto
import SwiftProtobuf
import Testing

/// The methods of a node as messages, for what SomaClient does not ask for.
enum Raw {
  static let getObject = RPCMethod<Soma_Rpc_GetObjectRequest, Soma_Rpc_GetObjectResponse>(
    Soma_Rpc_LedgerService.Method.GetObject.descriptor)
  static let batchGetObjects = RPCMethod<
    Soma_Rpc_BatchGetObjectsRequest, Soma_Rpc_BatchGetObjectsResponse
  >(
    Soma_Rpc_LedgerService.Method.BatchGetObjects.descriptor)
  static let getTransaction = RPCMethod<
    Soma_Rpc_GetTransactionRequest, Soma_Rpc_GetTransactionResponse
  >(
    Soma_Rpc_LedgerService.Method.GetTransaction.descriptor)
  static let batchGetTransactions = RPCMethod<
    Soma_Rpc_BatchGetTransactionsRequest, Soma_Rpc_BatchGetTransactionsResponse
  >(
    Soma_Rpc_LedgerService.Method.BatchGetTransactions.descriptor)
  static let getCheckpoint = RPCMethod<
    Soma_Rpc_GetCheckpointRequest, Soma_Rpc_GetCheckpointResponse
  >(
    Soma_Rpc_LedgerService.Method.GetCheckpoint.descriptor)
  static let getEpoch = RPCMethod<Soma_Rpc_GetEpochRequest, Soma_Rpc_GetEpochResponse>(
    Soma_Rpc_LedgerService.Method.GetEpoch.descriptor)
  static let getBalance = RPCMethod<Soma_Rpc_GetBalanceRequest, Soma_Rpc_GetBalanceResponse>(
    Soma_Rpc_StateService.Method.GetBalance.descriptor)
  static let listOwnedObjects = RPCMethod<
    Soma_Rpc_ListOwnedObjectsRequest, Soma_Rpc_ListOwnedObjectsResponse
  >(
    Soma_Rpc_StateService.Method.ListOwnedObjects.descriptor)
  static let getTarget = RPCMethod<Soma_Rpc_GetTargetRequest, Soma_Rpc_GetTargetResponse>(
    Soma_Rpc_StateService.Method.GetTarget.descriptor)
  static let listTargets = RPCMethod<Soma_Rpc_ListTargetsRequest, Soma_Rpc_ListTargetsResponse>(
    Soma_Rpc_StateService.Method.ListTargets.descriptor)
  static let executeTransaction = RPCMethod<
    Soma_Rpc_ExecuteTransactionRequest, Soma_Rpc_ExecuteTransactionResponse
  >(
    Soma_Rpc_TransactionExecutionService.Method.ExecuteTransaction.descriptor)
  static let simulateTransaction = RPCMethod<
    Soma_Rpc_SimulateTransactionRequest, Soma_Rpc_SimulateTransactionResponse
  >(
    Soma_Rpc_TransactionExecutionService.Method.SimulateTransaction.descriptor)

  /// A method whose messages are bytes.
  static func bytes(_ service: String, _ method: String) -> RPCMethod<[UInt8], [UInt8]> {
    RPCMethod(raw: MethodDescriptor(fullyQualifiedService: service, method: method))
  }
}

extension TestNet {
  /// Calls the node.
  func call<Request, Reply>(
    _ method: RPCMethod<Request, Reply>, _ request: Request
  ) async throws -> Reply {
    try await chain.connection.preferred.call(method, request)
  }

  /// Calls the node, and returns why it did not answer.
  func failure<Request, Reply>(
    of method: RPCMethod<Request, Reply>, _ request: Request
  ) async -> RPCFailure? {
    do throws(RPCFailure) {
      _ = try await chain.connection.preferred.call(method, request)
      return nil
    } catch {
      return error
    }
  }

  /// Calls another address of the localnet.
  func call<Request: Sendable, Reply: Sendable>(
    at url: String, _ method: RPCMethod<Request, Reply>, _ request: Request
  ) async throws -> Reply {
    try await withConnection(to: [Endpoint(url)], settings: .forTests) {
      try await $0.preferred.call(method, request)
    }
  }

  /// Runs `body` with a client of the transport's own, which shows headers.
  func withGRPCClient<Value: Sendable>(
    _ body: (GRPCClient<HTTP2ClientTransport.Posix>) async throws -> Value
  ) async throws -> Value {
    let port = try #require(Int(localnet.endpoints.rpc.split(separator: ":").last ?? ""))
    return try await withGRPCClientOf(port: port, body)
  }
}

private func withGRPCClientOf<Value: Sendable>(
  port: Int, _ body: (GRPCClient<HTTP2ClientTransport.Posix>) async throws -> Value
) async throws -> Value {
  try await GRPCCore.withGRPCClient(
    transport: .http2NIOPosix(
      target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext)
  ) { try await body($0) }
}
