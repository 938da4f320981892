public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What GetObject is asked for.
public struct ObjectRequest: Equatable, Sendable {
  /// Which object.
  public var id: ObjectID
  /// Which version; `nil` for the latest.
  public var version: ObjectVersion?

  /// Creates a request.
  public init(id: ObjectID, version: ObjectVersion? = nil) {
    self.id = id
    self.version = version
  }

  /// Reads a request; the mask is for the server to apply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_GetObjectRequest) throws(WireError) {
    id = try Field("object_id", message.hasObjectID, message.objectID)
      .map(ObjectID.init(protobuf:))
    version = message.hasVersion ? ObjectVersion(message.version) : nil
  }

  /// The message.
  public func message(_ mask: ReadMask = .object) -> Soma_Rpc_GetObjectRequest {
    .with {
      $0.objectID = id.text(.prefixed)
      if let version { $0.version = version.rawValue }
      $0.readMask = mask.message
    }
  }
}
