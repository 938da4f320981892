public import BCS

/// Sends money from one coin.
public struct TransferCoin: Hashable, Sendable {
  /// The coin; it may also pay for gas.
  public var coin: ObjectRef
  /// How much, or the whole coin.
  public var amount: Amount?
  /// Who gets it.
  public var recipient: SomaAddress

  /// Creates the payload.
  public init(coin: ObjectRef, amount: Amount?, recipient: SomaAddress) {
    self.coin = coin
    self.amount = amount
    self.recipient = recipient
  }
}

extension TransferCoin: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    coin = try reader.read()
    amount = try reader.readOption()
    recipient = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(coin)
    writer.writeOption(amount)
    writer.write(recipient)
  }
}

/// Sends money from several coins to several accounts.
public struct PayCoins: Hashable, Sendable {
  /// Merged into the first, then paid from.
  public var coins: [ObjectRef]
  /// One for each recipient. Never `nil` on the way to a node: protobuf cannot carry it, and the
  /// signature would not match; write an empty list instead.
  public var amounts: [Amount]?
  /// Who gets money.
  public var recipients: [SomaAddress]

  /// Creates the payload.
  public init(coins: [ObjectRef], amounts: [Amount]?, recipients: [SomaAddress]) {
    self.coins = coins
    self.amounts = amounts
    self.recipients = recipients
  }
}

extension PayCoins: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    coins = try reader.readSequence()
    amounts = try reader.readOption { (reader) throws(BCSError) in try reader.readSequence() }
    recipients = try reader.readSequence()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeSequence(coins)
    writer.writeOption(amounts) { $0.writeSequence($1) }
    writer.writeSequence(recipients)
  }
}

/// Gives objects away.
public struct TransferObjects: Hashable, Sendable {
  /// The objects; the sender owns them.
  public var objects: [ObjectRef]
  /// Who gets them.
  public var recipient: SomaAddress

  /// Creates the payload.
  public init(objects: [ObjectRef], recipient: SomaAddress) {
    self.objects = objects
    self.recipient = recipient
  }
}

extension TransferObjects: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    objects = try reader.readSequence()
    recipient = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeSequence(objects)
    writer.write(recipient)
  }
}
