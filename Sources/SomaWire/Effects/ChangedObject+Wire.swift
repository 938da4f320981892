import SomaProto
import SomaTypes

extension ChangedObject {
  /// Reads a change. `output_version` is not looked at: it is the version of the effects.
  init(_ message: Soma_Rpc_ChangedObject) throws(WireError) {
    self.init(
      id: try Field("object_id", message.hasObjectID, message.objectID)
        .map(ObjectID.init(protobuf:)),
      input: try Input?(before: message), output: try Output?(after: message),
      operation: try Field("id_operation", message.hasIDOperation, message.idOperation)
        .map(IDOperation.init(_:)))
  }
}

extension ChangedObject.Input? {
  fileprivate init(before message: Soma_Rpc_ChangedObject) throws(WireError) {
    switch try Field("input_state", message.hasInputState, message.inputState).value {
    case .doesNotExist: self = nil
    case .exists:
      self = ChangedObject.Input(
        version: try Field("input_version", message.hasInputVersion, message.inputVersion).number(),
        digest: try Field("input_digest", message.hasInputDigest, message.inputDigest)
          .map(ObjectDigest.init(wire:)),
        owner: try Field("input_owner", message.hasInputOwner, message.inputOwner)
          .map(Owner.init(_:)))
    case .unknown, .UNRECOGNIZED:
      throw WireError("input_state", .unknownNumber(message.inputState.rawValue))
    }
  }
}

extension ChangedObject.Output? {
  fileprivate init(after message: Soma_Rpc_ChangedObject) throws(WireError) {
    switch try Field("output_state", message.hasOutputState, message.outputState).value {
    case .doesNotExist: self = nil
    case .objectWrite:
      self = ChangedObject.Output(
        digest: try Field("output_digest", message.hasOutputDigest, message.outputDigest)
          .map(ObjectDigest.init(wire:)),
        owner: try Field("output_owner", message.hasOutputOwner, message.outputOwner)
          .map(Owner.init(_:)))
    case .unknown, .UNRECOGNIZED:
      throw WireError("output_state", .unknownNumber(message.outputState.rawValue))
    }
  }
}

extension IDOperation {
  fileprivate init(_ message: Soma_Rpc_ChangedObject.IdOperation) throws(WireError) {
    switch message {
    case .none: self = .unchanged
    case .created: self = .created
    case .deleted: self = .deleted
    case .unknown, .UNRECOGNIZED: throw WireError(.unknownNumber(message.rawValue))
    }
  }
}

extension Soma_Rpc_ChangedObject {
  /// Writes a change.
  ///
  /// - Parameters:
  ///   - change: The change.
  ///   - version: That of the effects.
  ///   - type: What the object is, where the node says so.
  ///   - form: How the id and the owners are spelled.
  init(_ change: ChangedObject, version: ObjectVersion, type: ObjectType?, form: IdentifierForm) {
    self.init()
    objectID = change.id.text(form)
    inputState = change.input == nil ? .doesNotExist : .exists
    if let input = change.input {
      inputVersion = input.version.rawValue
      inputDigest = input.digest.description
      inputOwner = Soma_Rpc_Owner(input.owner, form: form)
    }
    outputState = change.output == nil ? .doesNotExist : .objectWrite
    if let output = change.output {
      outputVersion = version.rawValue
      outputDigest = output.digest.description
      outputOwner = Soma_Rpc_Owner(output.owner, form: form)
    }
    switch change.operation {
    case .unchanged: idOperation = .none
    case .created: idOperation = .created
    case .deleted: idOperation = .deleted
    }
    if let type { objectType = type.rawValue }
  }
}
