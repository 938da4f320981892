public import SomaProto
public import SomaTypes

extension SomaObject {
  /// Reads the reply of GetObject. Whether it is the object that was asked for is not checked.
  ///
  /// - Throws: ``WireError``, with paths as seen from the object.
  public init(_ reply: Soma_Rpc_GetObjectResponse) throws(WireError) {
    self = try SomaObject(Field("object", reply.hasObject, reply.object).value)
  }
}

extension Soma_Rpc_GetObjectResponse {
  /// Writes an object.
  public init(_ object: SomaObject) {
    self.init()
    self.object = Soma_Rpc_Object(object, form: .bare)
  }
}

/// Which version of an object there is: the reply of GetObject for ``ReadMask/objectVersion``.
public struct VersionedID: Hashable, Sendable {
  /// Which object.
  public var id: ObjectID
  /// Its version.
  public var version: ObjectVersion

  /// Creates a value.
  public init(id: ObjectID, version: ObjectVersion) {
    self.id = id
    self.version = version
  }

  /// Reads the reply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the object.
  public init(_ reply: Soma_Rpc_GetObjectResponse) throws(WireError) {
    let object = try Field("object", reply.hasObject, reply.object).value
    id = try Field("object_id", object.hasObjectID, object.objectID)
      .map(ObjectID.init(protobuf:))
    version = try Field("version", object.hasVersion, object.version).number()
  }
}
