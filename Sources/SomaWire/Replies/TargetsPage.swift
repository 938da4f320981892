import FoundationEssentials
public import SomaProto

/// A page of the targets.
public struct TargetsPage: Equatable, Sendable {
  /// The targets, as listed.
  public var targets: [ListedTarget]
  /// Where to go on; `nil` after the last page. An empty page ends the list too.
  public var nextPageToken: [UInt8]?

  /// Creates a page.
  public init(targets: [ListedTarget], nextPageToken: [UInt8]? = nil) {
    self.targets = targets
    self.nextPageToken = nextPageToken
  }

  /// Reads the reply of ListTargets.
  ///
  /// - Throws: ``WireError``, with paths as seen from the reply.
  public init(_ reply: Soma_Rpc_ListTargetsResponse) throws(WireError) {
    targets = try each("targets", reply.targets, ListedTarget.init(_:))
    nextPageToken = reply.hasNextPageToken ? Array(reply.nextPageToken) : nil
  }
}

extension Soma_Rpc_ListTargetsResponse {
  /// Writes a page.
  public init(_ page: TargetsPage) {
    self.init()
    targets = page.targets.map(Soma_Rpc_Target.init(_:))
    if let token = page.nextPageToken { nextPageToken = Data(token) }
  }
}

extension ListedTarget {
  /// Reads the reply of GetTarget.
  ///
  /// - Throws: ``WireError``, with paths as seen from the target.
  public init(_ reply: Soma_Rpc_GetTargetResponse) throws(WireError) {
    self = try ListedTarget(Field("target", reply.hasTarget, reply.target).value)
  }
}

extension Soma_Rpc_GetTargetResponse {
  /// Writes a target.
  public init(_ target: ListedTarget) {
    self.init()
    self.target = Soma_Rpc_Target(target)
  }
}
