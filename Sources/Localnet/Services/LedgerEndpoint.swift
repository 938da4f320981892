import GRPCCore
import Ledger
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// `soma.rpc.LedgerService`. Sources: `rpc/src/api/grpc/ledger_service`; WIRE.md 6.
struct LedgerEndpoint: Soma_Rpc_LedgerService.SimpleServiceProtocol {
  let endpoint: NodeEndpoint

  func getServiceInfo(
    request: Soma_Rpc_GetServiceInfoRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetServiceInfoResponse {
    let configuration = endpoint.node.configuration
    return await endpoint.read { ledger in
      let latest = ledger.latestCheckpoint.summary
      return Soma_Rpc_GetServiceInfoResponse(
        ServiceInfo(
          chainID: ledger.chainID, chain: configuration.chainName, epoch: latest.epoch,
          checkpointHeight: latest.sequenceNumber, timestampMs: latest.timestampMs,
          lowestAvailableCheckpoint: 0, lowestAvailableCheckpointObjects: 0,
          server: configuration.serverName))
    }
  }

  func getObject(
    request: Soma_Rpc_GetObjectRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetObjectResponse {
    let mask = try FieldMaskTree(request)
    let asked: ObjectRequest
    do throws(WireError) {
      asked = try ObjectRequest(request)
    } catch {
      throw error.rpcError("object_id", at: "requests[0].object_id")
    }
    let object = try await endpoint.read { try $0.find(asked) }
    return .with { $0.object = Soma_Rpc_Object(object, form: .bare).masked(mask) }
  }

  func batchGetObjects(
    request: Soma_Rpc_BatchGetObjectsRequest, context: ServerContext
  ) async throws -> Soma_Rpc_BatchGetObjectsResponse {
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .object,
      default: FieldMaskTree.objectPaths)
    let asked: ObjectsRequest
    do throws(WireError) {
      asked = try ObjectsRequest(request)
    } catch {
      throw error.rpcError("object_id", at: error.path)
    }
    let results = await endpoint.read { ledger in
      asked.requests.map { request in
        Result { () throws(RPCError) in try ledger.find(request) }
      }
    }
    return .with {
      $0.objects = results.map { result in
        .with {
          switch result {
          case .success(let object):
            $0.object = Soma_Rpc_Object(object, form: .bare).masked(mask)
          case .failure(let error): $0.error = error.status
          }
        }
      }
    }
  }

  func getTransaction(
    request: Soma_Rpc_GetTransactionRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetTransactionResponse {
    let asked: TransactionRequest
    do throws(WireError) {
      asked = try TransactionRequest(request)
    } catch {
      throw error.rpcError("digest", missing: "missing digest")
    }
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .executedTransaction,
      default: ["digest"])
    if endpoint.node.faults.take(.hiddenTransaction, .call("GetTransaction")) {
      throw RPCError.notFound("Transaction \(asked.digest)")
    }
    let transaction = try await endpoint.read { try $0.find(asked.digest, mask: mask) }
    return .with { $0.transaction = transaction }
  }

  func batchGetTransactions(
    request: Soma_Rpc_BatchGetTransactionsRequest, context: ServerContext
  ) async throws -> Soma_Rpc_BatchGetTransactionsResponse {
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .executedTransaction,
      default: ["digest"])
    let digests = TransactionsRequest(request).digests
    let results = await endpoint.read { ledger in
      digests.enumerated().map { index, digest in
        Result { () throws(RPCError) in
          switch digest {
          case .success(let digest): try ledger.find(digest, mask: mask)
          case .failure(let error): throw error.rpcError("digest", at: "digests[\(index)]")
          }
        }
      }
    }
    return .with {
      $0.transactions = results.map { result in
        .with {
          switch result {
          case .success(let transaction): $0.transaction = transaction
          case .failure(let error): $0.error = error.status
          }
        }
      }
    }
  }

  func getCheckpoint(
    request: Soma_Rpc_GetCheckpointRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetCheckpointResponse {
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .checkpoint,
      default: ["sequence_number", "digest"])
    let asked: CheckpointRequest
    do throws(WireError) {
      asked = try CheckpointRequest(request)
    } catch {
      throw error.rpcError("digest")
    }
    let reply = try await endpoint.read { ledger in
      CheckpointReply(try ledger.find(asked), of: ledger, mask: mask)
    }
    return .with { $0.checkpoint = reply.message(mask) }
  }

  func getEpoch(
    request: Soma_Rpc_GetEpochRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetEpochResponse {
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .epoch,
      default: [
        "epoch", "committee", "first_checkpoint", "last_checkpoint", "start", "end",
        "protocol_config.protocol_version",
      ])
    let asked = EpochRequest(request).epoch
    let reply = try await endpoint.read { try EpochReply(asked, of: $0, mask: mask) }
    return reply.message(mask)
  }
}

extension FieldMaskTree {
  /// What objects show when nobody says what they are to show.
  static let objectPaths = ["object_id", "version", "digest"]

  fileprivate init(_ request: Soma_Rpc_GetObjectRequest) throws(RPCError) {
    try self.init(
      request.hasReadMask ? request.readMask : nil, of: .object, default: Self.objectPaths)
  }
}

extension Ledger {
  /// An object that is asked for.
  fileprivate func find(_ request: ObjectRequest) throws(RPCError) -> SomaObject {
    guard let version = request.version else {
      guard let object = object(request.id) else { throw .notFound("Object \(request.id)") }
      return object
    }
    guard let object = object(request.id, version: version) else {
      throw .notFound("Object \(request.id) with version \(version)")
    }
    return object
  }

  /// A checkpoint that is asked for.
  fileprivate func find(_ request: CheckpointRequest) throws(RPCError) -> Checkpoint {
    switch request {
    case .latest: return latestCheckpoint
    case .sequenceNumber(let number):
      guard let checkpoint = checkpoint(number) else { throw .notFound("Checkpoint \(number)") }
      return checkpoint
    case .digest(let digest):
      guard let checkpoint = checkpoint(digest) else { throw .notFound("Checkpoint \(digest)") }
      return checkpoint
    }
  }

  /// A transaction that is asked for.
  fileprivate func find(
    _ digest: TransactionDigest, mask: FieldMaskTree
  ) throws(RPCError) -> Soma_Rpc_ExecutedTransaction {
    guard let record = transaction(digest) else { throw .notFound("Transaction \(digest)") }
    // What a node keeps in its index of transactions is there with the checkpoint.
    let checkpoint = record.checkpoint.flatMap { self.checkpoint($0) }
    var executed = ExecutedTransaction(record)
    executed.checkpoint = record.checkpoint
    executed.timestampMs = checkpoint?.summary.timestampMs
    if checkpoint == nil { executed.balanceChanges = [] }
    var message = Soma_Rpc_ExecutedTransaction(
      executed, context: .getTransaction, types: checkpoint == nil ? [:] : record.objectTypes)
    try message.transaction.makeDigestFaulty(of: record.data, asked: mask.subtree("transaction"))
    return message.masked(mask)
  }
}
