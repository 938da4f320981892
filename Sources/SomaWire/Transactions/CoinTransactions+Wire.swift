import SomaProto
import SomaTypes

extension TransferCoin {
  /// Reads a transfer; without an amount it is of the whole coin.
  init(_ message: Soma_Rpc_TransferCoin) throws(WireError) {
    self.init(
      coin: try Field("coin", message.hasCoin, message.coin).map(ObjectRef.init(_:)),
      amount: message.hasAmount ? Amount(message.amount) : nil,
      recipient: try Field("recipient", message.hasRecipient, message.recipient)
        .map(SomaAddress.init(protobuf:)))
  }
}

extension Soma_Rpc_TransferCoin {
  /// Writes a transfer.
  init(_ transfer: TransferCoin, form: IdentifierForm) {
    self.init()
    coin = Soma_Rpc_ObjectReference(transfer.coin, form: form)
    if let amount = transfer.amount { self.amount = amount.shannons }
    recipient = transfer.recipient.text(form)
  }
}

extension PayCoins {
  /// Reads a payment as nodes do: there is always a list of amounts, be it empty.
  init(_ message: Soma_Rpc_PayCoins) throws(WireError) {
    self.init(
      coins: try each("coins", message.coins, ObjectRef.init(_:)),
      amounts: message.amounts.map(Amount.init(shannons:)),
      recipients: try each("recipients", message.recipients, SomaAddress.init(protobuf:)))
  }
}

extension Soma_Rpc_PayCoins {
  /// Writes a payment; without amounts it looks like one with an empty list.
  init(_ payment: PayCoins, form: IdentifierForm) {
    self.init()
    coins = payment.coins.map { Soma_Rpc_ObjectReference($0, form: form) }
    amounts = payment.amounts?.map(\.shannons) ?? []
    recipients = payment.recipients.map { $0.text(form) }
  }
}

extension TransferObjects {
  /// Reads a transfer.
  init(_ message: Soma_Rpc_TransferObjects) throws(WireError) {
    self.init(
      objects: try each("objects", message.objects, ObjectRef.init(_:)),
      recipient: try Field("recipient", message.hasRecipient, message.recipient)
        .map(SomaAddress.init(protobuf:)))
  }
}

extension Soma_Rpc_TransferObjects {
  /// Writes a transfer.
  init(_ transfer: TransferObjects, form: IdentifierForm) {
    self.init()
    objects = transfer.objects.map { Soma_Rpc_ObjectReference($0, form: form) }
    recipient = transfer.recipient.text(form)
  }
}
