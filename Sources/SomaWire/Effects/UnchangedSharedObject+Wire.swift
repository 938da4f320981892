import SomaProto
import SomaTypes

extension UnchangedSharedObject {
  /// Reads an entry. The version is needed for every kind, the digest for what was only read.
  init(_ message: Soma_Rpc_UnchangedSharedObject) throws(WireError) {
    self.init(
      id: try Field("object_id", message.hasObjectID, message.objectID)
        .map(ObjectID.init(protobuf:)),
      kind: try Kind(message))
  }
}

extension UnchangedSharedObject.Kind {
  fileprivate init(_ message: Soma_Rpc_UnchangedSharedObject) throws(WireError) {
    let kind = try Field("kind", message.hasKind, message.kind).value
    let version: ObjectVersion = try Field("version", message.hasVersion, message.version).number()
    switch kind {
    case .readOnlyRoot:
      self = .readOnlyRoot(
        version: version,
        digest: try Field("digest", message.hasDigest, message.digest)
          .map(ObjectDigest.init(wire:)))
    case .mutatedDeleted: self = .mutateDeleted(version: version)
    case .readDeleted: self = .readDeleted(version: version)
    case .canceled: self = .cancelled(version: version)
    case .unknown, .UNRECOGNIZED: throw WireError("kind", .unknownNumber(kind.rawValue))
    }
  }
}

extension Soma_Rpc_UnchangedSharedObject {
  /// Writes an entry.
  init(_ object: UnchangedSharedObject, type: ObjectType?, form: IdentifierForm) {
    self.init()
    objectID = object.id.text(form)
    switch object.kind {
    case .readOnlyRoot(let version, let digest):
      kind = .readOnlyRoot
      self.version = version.rawValue
      self.digest = digest.description
    case .mutateDeleted(let version):
      kind = .mutatedDeleted
      self.version = version.rawValue
    case .readDeleted(let version):
      kind = .readDeleted
      self.version = version.rawValue
    case .cancelled(let version):
      kind = .canceled
      self.version = version.rawValue
    }
    if let type { objectType = type.rawValue }
  }
}
