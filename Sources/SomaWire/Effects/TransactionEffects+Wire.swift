public import SomaProto
public import SomaTypes

extension TransactionEffects {
  /// Reads effects. Their ``digest`` is the chain's for a success; of a failure protobuf can lose a
  /// part, and then it is another.
  ///
  /// - Throws: ``WireError``, with paths as seen from the effects.
  public init(_ message: Soma_Rpc_TransactionEffects) throws(WireError) {
    self.init(
      status: try Field("status", message.hasStatus, message.status).map(ExecutionStatus.init(_:)),
      executedEpoch: try Field("epoch", message.hasEpoch, message.epoch).number(),
      fee: try Field("fee", message.hasFee, message.fee).map(TransactionFee.init(_:)),
      transactionDigest: try Field(
        "transaction_digest", message.hasTransactionDigest, message.transactionDigest
      ).map(TransactionDigest.init(wire:)),
      gasObjectIndex: message.hasGasObjectIndex ? message.gasObjectIndex : nil,
      dependencies: try each(
        "dependencies", message.dependencies, TransactionDigest.init(wire:)),
      version: try Field("lamport_version", message.hasLamportVersion, message.lamportVersion)
        .number(),
      changedObjects: try each("changed_objects", message.changedObjects, ChangedObject.init(_:)),
      unchangedSharedObjects: try each(
        "unchanged_shared_objects", message.unchangedSharedObjects,
        UnchangedSharedObject.init(_:)))
  }
}

extension Soma_Rpc_TransactionEffects {
  /// Writes effects as a node does in one of its replies.
  ///
  /// - Parameters:
  ///   - effects: The effects.
  ///   - context: Which reply.
  ///   - types: What the objects are, as far as it is to be said; nodes do not in checkpoints.
  public init(
    _ effects: TransactionEffects, context: ReplyContext, types: [ObjectID: ObjectType] = [:]
  ) {
    self.init()
    status = Soma_Rpc_ExecutionStatus(effects.status, context: context)
    epoch = effects.executedEpoch.rawValue
    fee = Soma_Rpc_TransactionFee(effects.fee)
    transactionDigest = effects.transactionDigest.description
    if let index = effects.gasObjectIndex { gasObjectIndex = index }
    dependencies = effects.dependencies.map(\.description)
    lamportVersion = effects.version.rawValue
    let form = context.effectsForm
    changedObjects = effects.changedObjects.map {
      Soma_Rpc_ChangedObject($0, version: effects.version, type: types[$0.id], form: form)
    }
    unchangedSharedObjects = effects.unchangedSharedObjects.map {
      Soma_Rpc_UnchangedSharedObject($0, type: types[$0.id], form: form)
    }
  }
}
