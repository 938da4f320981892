public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What GetBalance is asked for.
public struct BalanceRequest: Equatable, Sendable {
  /// Whose coins are added up.
  public var owner: SomaAddress

  /// Creates a request.
  public init(owner: SomaAddress) { self.owner = owner }

  /// Reads a request. Nodes are stricter with this text than with most.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_GetBalanceRequest) throws(WireError) {
    owner = try Field("owner", message.hasOwner, message.owner).map(SomaAddress.init(argument:))
  }

  /// The message; it has no mask.
  public var message: Soma_Rpc_GetBalanceRequest {
    .with { $0.owner = owner.text(.bare) }
  }
}
