public import BCS
import GRPCCore
public import SomaTypes

/// The faucet of a local chain or a testnet: BCS over gRPC.
public struct FaucetService: Sendable {
  private static let requestGas = RPCMethod<String, FaucetReply>(
    MethodDescriptor(fullyQualifiedService: "faucet.Faucet", method: "RequestGas"),
    encode: { recipient in
      var writer = BCSWriter()
      writer.write(recipient)
      return writer.bytes
    },
    decode: { try FaucetReply(bcsBytes: $0) })

  private let connection: Connection

  /// A faucet behind a connection of its own.
  public init(_ connection: Connection) { self.connection = connection }

  /// Asks for coins, once: whether they came is seen in the reply or in the account.
  ///
  /// - Throws: ``RPCFailure``; `invalidArgument` for an address that the faucet cannot read.
  public func requestGas(
    for recipient: SomaAddress, deadline: Duration = .seconds(60)
  ) async throws(RPCFailure) -> FaucetReply {
    try await connection.preferred.call(
      Self.requestGas, recipient.description, deadline: deadline)
  }
}

/// What a faucet gave.
public struct FaucetReply: Equatable, Sendable {
  /// A coin that was sent.
  public struct SentCoin: Equatable, Sendable {
    /// What it holds.
    public var amount: Amount
    /// Its id, as the faucet writes it.
    public var id: String
    /// The transfer's digest, as the faucet writes it.
    public var transferDigest: String

    /// Creates a description.
    public init(amount: Amount, id: String, transferDigest: String) {
      self.amount = amount
      self.id = id
      self.transferDigest = transferDigest
    }
  }

  /// `Success`, or what the faucet says instead.
  public var status: String
  /// The coins.
  public var coins: [SentCoin]

  /// Creates a reply.
  public init(status: String, coins: [SentCoin]) {
    self.status = status
    self.coins = coins
  }
}

extension FaucetReply: BCSCodable {
  /// Reads the status and the coins.
  public init(from reader: inout BCSReader) throws(BCSError) {
    status = try reader.readString()
    coins = try reader.readSequence()
  }

  /// Writes the status and the coins.
  public func encode(to writer: inout BCSWriter) {
    writer.write(status)
    writer.writeSequence(coins)
  }
}

extension FaucetReply.SentCoin: BCSCodable {
  /// Reads amount, id and digest.
  public init(from reader: inout BCSReader) throws(BCSError) {
    amount = try reader.read()
    id = try reader.readString()
    transferDigest = try reader.readString()
  }

  /// Writes amount, id and digest.
  public func encode(to writer: inout BCSWriter) {
    writer.write(amount)
    writer.write(id)
    writer.write(transferDigest)
  }
}
