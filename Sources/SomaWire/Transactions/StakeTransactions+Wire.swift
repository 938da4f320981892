import SomaProto
import SomaTypes

extension AddStake {
  /// Reads a stake with a validator; without an amount it is the whole coin.
  init(_ message: Soma_Rpc_AddStake) throws(WireError) {
    self.init(
      validator: try Field("address", message.hasAddress, message.address)
        .map(SomaAddress.init(protobuf:)),
      coin: try Field("coin_ref", message.hasCoinRef, message.coinRef).map(ObjectRef.init(_:)),
      amount: message.hasAmount ? Amount(message.amount) : nil)
  }
}

extension Soma_Rpc_AddStake {
  /// Writes a stake with a validator.
  init(_ stake: AddStake, form: IdentifierForm) {
    self.init()
    address = stake.validator.text(form)
    coinRef = Soma_Rpc_ObjectReference(stake.coin, form: form)
    if let amount = stake.amount { self.amount = amount.shannons }
  }
}

extension AddStakeToModel {
  /// Reads a stake with a model; without an amount it is the whole coin.
  init(_ message: Soma_Rpc_AddStakeToModel) throws(WireError) {
    self.init(
      modelID: try Field("model_id", message.hasModelID, message.modelID)
        .map(ModelID.init(protobuf:)),
      coin: try Field("coin_ref", message.hasCoinRef, message.coinRef).map(ObjectRef.init(_:)),
      amount: message.hasAmount ? Amount(message.amount) : nil)
  }
}

extension Soma_Rpc_AddStakeToModel {
  /// Writes a stake with a model.
  init(_ stake: AddStakeToModel, form: IdentifierForm) {
    self.init()
    modelID = stake.modelID.text(.prefixed)
    coinRef = Soma_Rpc_ObjectReference(stake.coin, form: form)
    if let amount = stake.amount { self.amount = amount.shannons }
  }
}
