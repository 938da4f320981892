public import BCS
public import SomaCrypto
public import SomaTypes

/// The signed bytes of a reveal as the journal keeps them: they hold a key, so they are sealed under
/// the journal key of chain and owner, and opened only to be sent (promise P9).
///
/// BCS: version `u8`, the transaction's digest as 32 bytes, nonce as 24 bytes, the seal as a byte
/// string. Associated data: all that is before the nonce.
public struct SealedReveal: Hashable, Sendable {
  private static let version: UInt8 = 1

  /// Which transaction it is; public.
  public let transaction: TransactionDigest

  private let nonce: [UInt8]
  private let sealed: [UInt8]

  /// Seals a signed transaction.
  ///
  /// - Parameters:
  ///   - signed: The transaction.
  ///   - key: From ``Master/journalKey(chain:owner:)``.
  /// - Throws: `CryptoError`.
  public init(_ signed: SignedTransaction, under key: borrowing SecretBytes) throws {
    transaction = signed.data.digest
    nonce = XChaCha20Poly1305.randomNonce()
    var bytes = signed.bcsBytes
    defer { wipe(&bytes) }
    sealed = try XChaCha20Poly1305.seal(
      SecretBytes(copying: bytes), key: key, nonce: nonce,
      associatedData: Self.associatedData(transaction))
  }

  /// The signed bytes, to be sent.
  ///
  /// - Throws: ``SealedRevealError``; `CryptoError`.
  public func open(with key: borrowing SecretBytes) throws -> SecretBytes {
    guard
      let bytes = try XChaCha20Poly1305.open(
        sealed, key: key, nonce: nonce, associatedData: Self.associatedData(transaction))
    else { throw SealedRevealError.notOpened(transaction) }
    return bytes
  }

  private static func associatedData(_ transaction: TransactionDigest) -> [UInt8] {
    [version] + transaction.bytes.bytes
  }
}

extension SealedReveal: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let version = try reader.readInteger(UInt8.self)
    guard version == Self.version else {
      throw BCSError(.invalidValue(type: "SealedReveal", reason: "version \(version)"), at: start)
    }
    transaction = TransactionDigest(try reader.readFixed32())
    nonce = try reader.readBytes(count: XChaCha20Poly1305.nonceByteCount) { Array($0) }
    sealed = try reader.readByteString()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeFixed(Self.associatedData(transaction))
    writer.writeFixed(nonce)
    writer.writeByteString(sealed)
  }
}
