public import SomaCrypto

extension Identifier {
  /// The id of something that a transaction creates.
  ///
  /// Source: chain `ObjectID::derive_id`: the hash of the digest's 32 bytes and the number as 8
  /// little-endian bytes, without a prefix. CreateModel makes the model with number 0, its staking
  /// pool with 1 and the StakedSoma receipt with 2.
  ///
  /// - Parameters:
  ///   - transaction: The digest of the transaction that makes it.
  ///   - creationNumber: Counts the ids that the transaction makes, from 0.
  /// - Returns: The id.
  public static func derived(
    from transaction: TransactionDigest, creationNumber: UInt64
  ) -> Self {
    var hasher = Blake2b256()
    transaction.bytes.withUnsafeBytes { hasher.update($0) }
    withUnsafeBytes(of: creationNumber.littleEndian) { hasher.update($0) }
    return Self(hasher.finalize())
  }
}

extension SomaAddress {
  /// The address that an Ed25519 key controls: the hash of flag 0 and the public key.
  public init(_ publicKey: Ed25519PublicKey) {
    var hasher = Blake2b256()
    hasher.update([SignatureFlag.ed25519.rawValue])
    publicKey.bytes.withUnsafeBytes { hasher.update($0) }
    self.init(hasher.finalize())
  }
}

extension ObjectID {
  /// The one system state object, `0x5`.
  public static let systemState = ObjectID(Bytes32 { $0[31] = 5 })
}
