import SomaProto
import SomaTypes

extension ObjectRef {
  /// Reads a reference; all three fields are needed.
  init(_ message: Soma_Rpc_ObjectReference) throws(WireError) {
    self.init(
      id: try Field("object_id", message.hasObjectID, message.objectID)
        .map(ObjectID.init(protobuf:)),
      version: try Field("version", message.hasVersion, message.version).number(),
      digest: try Field("digest", message.hasDigest, message.digest).map(ObjectDigest.init(wire:)))
  }
}

extension Soma_Rpc_ObjectReference {
  /// Writes a reference.
  init(_ reference: ObjectRef, form: IdentifierForm) {
    self.init()
    objectID = reference.id.text(form)
    version = reference.version.rawValue
    digest = reference.digest.description
  }
}
