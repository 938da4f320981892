import FoundationEssentials
public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What ListOwnedObjects is asked for: one page of an account's objects.
///
/// Nodes list by type, then coins from the poorest to the richest. Source: WIRE 6.4.
public struct OwnedObjectsRequest: Equatable, Sendable {
  /// Whose objects.
  public var owner: SomaAddress
  /// Only of this type.
  public var type: ObjectType?
  /// How many, of which nodes give 1 to 1000; `nil` for 50.
  public var pageSize: UInt32?
  /// Where to go on, from the page before. Everything else must be as it was then.
  public var pageToken: [UInt8]?

  /// Creates a request.
  public init(
    owner: SomaAddress, type: ObjectType? = nil, pageSize: UInt32? = nil,
    pageToken: [UInt8]? = nil
  ) {
    self.owner = owner
    self.type = type
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// Reads a request; the mask is for the server to apply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_ListOwnedObjectsRequest) throws(WireError) {
    owner = try Field("owner", message.hasOwner, message.owner).map(SomaAddress.init(protobuf:))
    type = try Field("object_type", message.hasObjectType, message.objectType)
      .mapIfPresent(ObjectType.init(wire:))
    pageSize = message.hasPageSize ? message.pageSize : nil
    pageToken = message.hasPageToken ? Array(message.pageToken) : nil
  }

  /// The message.
  public func message(_ mask: ReadMask = .object) -> Soma_Rpc_ListOwnedObjectsRequest {
    .with {
      $0.owner = owner.text(.bare)
      if let pageSize { $0.pageSize = pageSize }
      if let pageToken { $0.pageToken = Data(pageToken) }
      $0.readMask = mask.message
      if let type { $0.objectType = type.rawValue }
    }
  }
}
