import BCS
import FoundationEssentials
import GRPCCore
import Ledger
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// `soma.rpc.StateService`. Sources: `rpc/src/api/grpc/state_service`; WIRE.md 6.
struct StateEndpoint: Soma_Rpc_StateService.SimpleServiceProtocol {
  /// A page ends when it has so many bytes.
  static let pageByteLimit = 512 * 1024
  /// The most entries of a page.
  static let maximumPageSize = 1000

  let endpoint: NodeEndpoint

  func getBalance(
    request: Soma_Rpc_GetBalanceRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetBalanceResponse {
    let owner: SomaAddress
    do throws(WireError) {
      owner = try BalanceRequest(request).owner
    } catch {
      throw error.rpcError("owner", missing: "missing owner")
    }
    return Soma_Rpc_GetBalanceResponse(await endpoint.read { $0.balance(of: owner) })
  }

  func listOwnedObjects(
    request: Soma_Rpc_ListOwnedObjectsRequest, context: ServerContext
  ) async throws -> Soma_Rpc_ListOwnedObjectsResponse {
    let asked: OwnedObjectsRequest
    do throws(WireError) {
      asked = try OwnedObjectsRequest(request)
    } catch {
      throw error.rpcError(error.path)
    }
    let token = try asked.pageToken.map { bytes throws(RPCError) in
      guard let token = try? OwnedObjectsToken(bcsBytes: bytes), token.owner == asked.owner,
        token.type == asked.type
      else { throw RPCError.invalidToken("invalid page_token") }
      return token
    }
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .object,
      default: ["object_id", "version", "object_type"])
    let size = Self.pageSize(asked.pageSize, default: 50)
    var listing = await endpoint.read {
      $0.ownedObjects(of: asked.owner, type: asked.type, from: token?.position, limit: size)
    }
    let objects = listing.page(limit: Self.pageByteLimit) {
      Soma_Rpc_Object($0, form: .bare).masked(mask)
    }
    return .with {
      $0.objects = objects
      if let next = listing.next {
        let token = OwnedObjectsToken(owner: asked.owner, type: asked.type, position: next)
        $0.nextPageToken = Data(token.bcsBytes)
      }
    }
  }

  func getTarget(
    request: Soma_Rpc_GetTargetRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetTargetResponse {
    let id: TargetID
    do throws(WireError) {
      id = try TargetRequest(request).id
    } catch {
      throw error.rpcError("target_id", missing: "missing target_id")
    }
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .target,
      default: ["id", "status", "generation_epoch", "reward_pool", "distance_threshold"])
    let object = await endpoint.read { $0.object(ObjectID(id.bytes)) }
    guard let object else { throw RPCError.notFound("Object \(id)") }
    guard object.type == .target, let target = try? Target(object) else {
      throw RPCError(
        .invalidArgument, "Object \(id) is not a Target (type: \(object.type.rawValue))")
    }
    let message = Soma_Rpc_GetTargetResponse(ListedTarget(id: id, target)).target
    return .with { $0.target = message.masked(mask) }
  }

  func listTargets(
    request: Soma_Rpc_ListTargetsRequest, context: ServerContext
  ) async throws -> Soma_Rpc_ListTargetsResponse {
    let asked = try TargetsRequest(checking: request)
    let submitter = request.hasSubmitterFilter ? request.submitterFilter : nil
    let token = try asked.pageToken.map { bytes throws(RPCError) in
      guard let token = try? TargetsToken(bcsBytes: bytes) else {
        throw RPCError.invalidToken("invalid page_token")
      }
      guard token.status == asked.status?.rawValue, token.epoch == asked.epoch,
        token.submitter == submitter
      else { throw RPCError.invalidToken("page_token parameters do not match request filters") }
      return token
    }
    let mask = try FieldMaskTree(
      request.hasReadMask ? request.readMask : nil, of: .target,
      default: ["id", "status", "generation_epoch", "reward_pool"])
    let size = Self.pageSize(asked.pageSize, default: 100)
    let filter = TargetFilter(asked)
    var (epoch, listing) = await endpoint.read {
      ($0.currentEpoch, $0.targets(filter, from: token?.position, limit: size))
    }
    var ids = listing.entries.makeIterator()
    let targets = listing.page(limit: Self.pageByteLimit) { target in
      // The two are in step: an entry's position names the target.
      var listed = ListedTarget(id: ids.next()?.position.id ?? .zero, target)
      if target.isClaimable(in: epoch) { listed.status = .claimable }
      return Soma_Rpc_GetTargetResponse(listed).target.masked(mask)
    }
    return .with {
      $0.targets = targets
      if let next = listing.next {
        let token = TargetsToken(
          status: asked.status?.rawValue, epoch: asked.epoch, submitter: submitter, position: next)
        $0.nextPageToken = Data(token.bcsBytes)
      }
    }
  }

  func getChallenge(
    request: Soma_Rpc_GetChallengeRequest, context: ServerContext
  ) async throws -> Soma_Rpc_GetChallengeResponse {
    throw RPCError(code: .unimplemented, message: "Challenge system has been removed")
  }

  func listChallenges(
    request: Soma_Rpc_ListChallengesRequest, context: ServerContext
  ) async throws -> Soma_Rpc_ListChallengesResponse {
    throw RPCError(code: .unimplemented, message: "Challenge system has been removed")
  }

  private static func pageSize(_ asked: UInt32?, default size: Int) -> Int {
    asked.map { min(max(Int($0), 1), maximumPageSize) } ?? size
  }
}

extension RPCError {
  fileprivate static func invalidToken(_ text: String) -> RPCError {
    RPCError(FieldViolation("page_token", .invalid, text))
  }
}

extension Listing {
  /// The messages of a page that ends once it has so many bytes, after at least one entry. What is
  /// left goes to the next page.
  fileprivate mutating func page<Item: Message>(
    limit: Int, _ message: (Element) -> Item
  ) -> [Item] {
    var items: [Item] = []
    var byteCount = 0
    for (index, entry) in entries.enumerated() {
      let item = message(entry.element)
      items.append(item)
      // A message without required fields can always be written.
      byteCount += (try? item.serializedBytes() as [UInt8])?.count ?? 0
      if byteCount >= limit, index + 1 < entries.count {
        next = entries[index + 1].position
        break
      }
    }
    return items
  }
}

extension TargetsRequest {
  /// Reads a request, with a node's words for what is wrong.
  fileprivate init(checking request: Soma_Rpc_ListTargetsRequest) throws(RPCError) {
    do throws(WireError) {
      try self.init(request)
    } catch {
      guard error.path == "status_filter" else { throw error.rpcError(error.path) }
      throw RPCError(
        FieldViolation(
          "status_filter", .invalid,
          "invalid status_filter: '\(request.statusFilter)'. Must be 'open', 'filled', "
            + "'claimed', 'expired', or 'claimable'"))
    }
  }
}

extension TargetFilter {
  fileprivate init(_ request: TargetsRequest) {
    let status: Status? =
      switch request.status {
      case .open: .open
      case .filled: .filled
      case .claimed: .claimed
      case .expired: .expired
      case .claimable: .claimable
      case nil: nil
      }
    self.init(status: status, epoch: request.epoch, submitter: request.submitter)
  }
}
