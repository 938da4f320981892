import FoundationEssentials
public import SomaProto
public import SomaTypes

/// A page of an account's objects.
///
/// A page is not a snapshot: between execution and checkpoint a coin can be in it twice; the higher
/// version counts. Source: WIRE 6.4.
public struct ObjectsPage: Equatable, Sendable {
  /// The objects, as listed.
  public var objects: [SomaObject]
  /// Where to go on; `nil` after the last page. An empty page ends the list too.
  public var nextPageToken: [UInt8]?

  /// Creates a page.
  public init(objects: [SomaObject], nextPageToken: [UInt8]? = nil) {
    self.objects = objects
    self.nextPageToken = nextPageToken
  }

  /// Reads the reply of ListOwnedObjects.
  ///
  /// - Throws: ``WireError``, with paths as seen from the reply.
  public init(_ reply: Soma_Rpc_ListOwnedObjectsResponse) throws(WireError) {
    objects = try each("objects", reply.objects, SomaObject.init(_:))
    nextPageToken = reply.hasNextPageToken ? Array(reply.nextPageToken) : nil
  }
}

extension Soma_Rpc_ListOwnedObjectsResponse {
  /// Writes a page.
  public init(_ page: ObjectsPage) {
    self.init()
    objects = page.objects.map { Soma_Rpc_Object($0, form: .bare) }
    if let token = page.nextPageToken { nextPageToken = Data(token) }
  }
}
