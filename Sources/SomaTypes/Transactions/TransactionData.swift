public import BCS
public import SomaCrypto

/// What a sender signs: a kind, the sender, and coins to pay for gas.
///
/// BCS: version tag 0, kind, sender, gas. There is no expiry, gas budget or gas price.
public struct TransactionData: Equatable, Sendable {
  /// What to do.
  public var kind: TransactionKind
  /// Whose transaction it is. The zero address for system transactions.
  public var sender: SomaAddress
  /// Coins of the sender, merged into the first one, which pays. The chain wants at least one.
  public var gasPayment: [ObjectRef]

  /// Creates a transaction.
  public init(kind: TransactionKind, sender: SomaAddress, gasPayment: [ObjectRef]) {
    self.kind = kind
    self.sender = sender
    self.gasPayment = gasPayment
  }

  /// Names this transaction everywhere, signed or not.
  public var digest: TransactionDigest { Digest(prefixed: "TransactionData", self) }

  /// What a signature covers: three intent bytes and the BCS.
  public var intentMessage: [UInt8] { Intent.transaction + bcsBytes }

  /// The 32 bytes that an Ed25519 key signs: BLAKE2b-256 of the ``intentMessage``.
  ///
  /// It differs from the ``digest``, whose prefix is another.
  public var signingDigest: Bytes32 { Blake2b256.hash(intentMessage) }

  /// Signs, whoever the sender is; the chain refuses another's signature.
  public func signed(with key: borrowing Ed25519SecretKey) -> SignedTransaction {
    let signature = signingDigest.withUnsafeBytes { key.signature(for: $0) }
    return SignedTransaction(
      data: self, signature: .ed25519(signature, publicKey: key.publicKey))
  }
}

/// What a signature is for, so that one for a transaction is good for nothing else.
enum Intent {
  /// Scope TransactionData, version 0, application Soma.
  static let transaction: [UInt8] = [0, 0, 1]
}

extension TransactionData: BCSCodable {
  /// Reads a transaction.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readVariant(of: "TransactionData", count: 1)
    kind = try reader.read()
    sender = try reader.read()
    gasPayment = try reader.readSequence()
  }

  /// Writes the transaction.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(0)
    writer.write(kind)
    writer.write(sender)
    writer.writeSequence(gasPayment)
  }
}
