public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What GetTarget is asked for. The real SDK never does.
public struct TargetRequest: Equatable, Sendable {
  /// Which target.
  public var id: TargetID

  /// Creates a request.
  public init(id: TargetID) { self.id = id }

  /// Reads a request; the mask is for the server to apply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_GetTargetRequest) throws(WireError) {
    id = try Field("target_id", message.hasTargetID, message.targetID)
      .map(TargetID.init(protobuf:))
  }

  /// The message.
  public func message(_ mask: ReadMask = .targetsWithData) -> Soma_Rpc_GetTargetRequest {
    .with {
      $0.targetID = id.text(.prefixed)
      $0.readMask = mask.message
    }
  }
}
