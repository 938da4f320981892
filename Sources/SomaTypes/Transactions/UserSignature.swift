public import BCS
public import SomaCrypto

/// A user's signature of a transaction.
///
/// Bytes: a flag, then for Ed25519 the signature and the public key (97 bytes in all), for multisig
/// the BCS of a ``MultisigSignature``. In a transaction these bytes are a byte string.
public enum UserSignature: Hashable, Sendable {
  /// By one key.
  case ed25519(Ed25519Signature, publicKey: Ed25519PublicKey)
  /// By several keys.
  case multisig(MultisigSignature)

  /// Flag, signature and public key of the Ed25519 form, in bytes.
  static let ed25519ByteCount = 1 + Ed25519Signature.byteCount + Bytes32.count

  /// Flag and signature.
  public var bytes: [UInt8] {
    switch self {
    case .ed25519(let signature, let publicKey):
      [SignatureFlag.ed25519.rawValue] + signature.bytes + publicKey.bytes.bytes
    case .multisig(let multisig):
      [SignatureFlag.multisig.rawValue] + multisig.bcsBytes
    }
  }

  /// The account that this signature speaks for, valid or not.
  public var signer: SomaAddress {
    switch self {
    case .ed25519(_, let publicKey): SomaAddress(publicKey)
    case .multisig(let multisig): multisig.publicKey.address
    }
  }

  /// Whether it is a valid signature of `digest`, which is ``TransactionData/signingDigest``.
  public func isValid(for digest: Bytes32) -> Bool {
    switch self {
    case .ed25519(let signature, let publicKey):
      digest.withUnsafeBytes { publicKey.isValid(signature, for: $0) }
    case .multisig(let multisig): multisig.isValid(for: digest)
    }
  }
}

extension UserSignature: BCSCodable {
  /// Reads a byte string with a flag and a signature.
  ///
  /// - Throws: ``BCSError``; a BLS flag is ``BCSError/Reason/invalidValue(type:reason:)``.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let bytes = try reader.readByteString()
    do throws(BCSError) {
      try self.init(bytes: bytes)
    } catch {
      // The content begins where the length ends.
      let content = reader.offset - bytes.count
      throw BCSError(error.reason, at: max(start, content + error.offset))
    }
  }

  /// Reads a flag and a signature.
  ///
  /// - Throws: ``BCSError``, with offsets in `bytes`.
  public init(bytes: [UInt8]) throws(BCSError) {
    var reader = BCSReader(bytes)
    let flag = try reader.readInteger(UInt8.self)
    switch SignatureFlag(rawValue: flag) {
    case .ed25519:
      guard bytes.count == Self.ed25519ByteCount else {
        throw BCSError(
          .wrongByteCount(
            type: "signature", expected: Self.ed25519ByteCount, actual: bytes.count), at: 0)
      }
      let signature = try reader.readBytes(count: Ed25519Signature.byteCount) {
        Ed25519Signature(copying: $0)
      }
      let key = try reader.readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
      self = .ed25519(signature, publicKey: Ed25519PublicKey(bytes: key))
    case .multisig:
      self = .multisig(try reader.read())
    case .bls12381, nil:
      throw BCSError(
        .invalidValue(type: "signature", reason: "flag \(flag) is not a user's scheme"), at: 0)
    }
    try reader.finish()
  }

  /// Writes a byte string with a flag and a signature.
  public func encode(to writer: inout BCSWriter) { writer.writeByteString(bytes) }
}
