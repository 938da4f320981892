import FoundationEssentials
public import SomaProto
public import SomaTypes

extension SomaObject {
  /// Reads an object. Its `digest` is not looked at: ``digest`` is computed from the rest.
  ///
  /// - Throws: ``WireError``, with paths as seen from the object; every field but the digest is
  ///   needed.
  public init(_ message: Soma_Rpc_Object) throws(WireError) {
    self.init(
      type: try Field("object_type", message.hasObjectType, message.objectType)
        .map(ObjectType.init(wire:)),
      version: try Field("version", message.hasVersion, message.version).number(),
      id: try Field("object_id", message.hasObjectID, message.objectID)
        .map(ObjectID.init(protobuf:)),
      content: try Field("contents", message.hasContents, message.contents).bytes,
      owner: try Field("owner", message.hasOwner, message.owner).map(Owner.init(_:)),
      previousTransaction: try Field(
        "previous_transaction", message.hasPreviousTransaction, message.previousTransaction
      ).map(TransactionDigest.init(wire:)))
  }
}

extension Soma_Rpc_Object {
  /// Writes an object with its digest.
  public init(_ object: SomaObject, form: IdentifierForm) {
    self.init()
    objectID = object.id.text(form)
    version = object.version.rawValue
    digest = object.digest.description
    owner = Soma_Rpc_Owner(object.owner, form: form)
    objectType = object.type.rawValue
    contents = Data(object.content)
    previousTransaction = object.previousTransaction.description
  }
}

extension ObjectType {
  /// Reads the name, case-sensitive as on the wire.
  init(wire text: String) throws(WireError) {
    guard let type = ObjectType(rawValue: text) else {
      throw WireError(.unknownName(foreign: text))
    }
    self = type
  }
}
