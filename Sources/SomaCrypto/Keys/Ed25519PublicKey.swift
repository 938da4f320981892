import CSodium

/// A 32-byte Ed25519 public key (RFC 8032 5.1.5).
public struct Ed25519PublicKey: Hashable, Sendable {
  /// The compressed point.
  public let bytes: Bytes32

  /// Takes 32 bytes as they are; a point that is not on the curve verifies nothing.
  public init(bytes: Bytes32) { self.bytes = bytes }

  /// Whether `signature` is this key's for `message`.
  ///
  /// Refuses non-canonical scalars and small-order keys, as libsodium does.
  public func isValid(_ signature: Ed25519Signature, for message: some Collection<UInt8>) -> Bool {
    Sodium.require()
    let message = Array(message)
    return crypto_sign_ed25519_verify_detached(
      signature.bytes, message, UInt64(message.count), bytes.bytes) == 0
  }
}
