public import BCS
public import SomaCrypto

/// Signatures of some members of a multisig account.
///
/// BCS: a sequence of signatures (scheme tag 0, 64 bytes), a bitmap `u16`, the public key.
/// From the chain's source only; no vector of the real SDK covers it.
public struct MultisigSignature: Hashable, Sendable {
  /// One for each bit that is set, from the lowest up.
  public var signatures: [Ed25519Signature]
  /// Which members signed: bit n for member n.
  public var bitmap: UInt16
  /// The account's keys.
  public var publicKey: MultisigPublicKey

  /// Creates a signature; whether it is valid is ``isValid(for:)``.
  public init(signatures: [Ed25519Signature], bitmap: UInt16, publicKey: MultisigPublicKey) {
    self.signatures = signatures
    self.bitmap = bitmap
    self.publicKey = publicKey
  }

  /// Whether enough members signed `digest`, and everyone who is said to have signed did.
  public func isValid(for digest: Bytes32) -> Bool {
    let signers = (0..<UInt16.bitWidth).filter { bitmap >> $0 & 1 == 1 }
    guard publicKey.isValid, signers.count == signatures.count,
      signers.allSatisfy({ $0 < publicKey.members.count })
    else { return false }
    let members = signers.map { publicKey.members[$0] }
    guard members.reduce(0, { $0 + Int($1.weight) }) >= Int(publicKey.threshold) else {
      return false
    }
    return digest.withUnsafeBytes { digest in
      zip(members, signatures).allSatisfy { $0.publicKey.isValid($1, for: digest) }
    }
  }
}

extension MultisigSignature: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    signatures = try reader.readSequence { (reader) throws(BCSError) in
      _ = try reader.readVariant(of: "CompressedSignature", count: 1)
      return try reader.readBytes(count: Ed25519Signature.byteCount) {
        Ed25519Signature(copying: $0)
      }
    }
    bitmap = try reader.readInteger()
    publicKey = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeSequence(signatures) { writer, signature in
      writer.writeVariant(0)
      writer.writeFixed(signature.bytes)
    }
    writer.write(bitmap)
    writer.write(publicKey)
  }
}
