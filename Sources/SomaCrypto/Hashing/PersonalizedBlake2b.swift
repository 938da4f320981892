import CSodium

/// Keyed BLAKE2b-256 with a personalisation: how one secret becomes many that tell nothing of each
/// other (RFC 7693 2.5 and the BLAKE2 paper 2.8).
public enum PersonalizedBlake2b {
  /// Length of a personalisation in bytes; shorter ones are padded with zeros.
  public static let personalByteCount = Int(crypto_generichash_blake2b_PERSONALBYTES)

  /// Lengths of keys that are accepted, in bytes. A shorter one could be guessed.
  public static let keyByteCounts = 16...64

  /// Derives 32 secret bytes.
  ///
  /// - Parameters:
  ///   - key: 16 to 64 bytes.
  ///   - personal: At most 16 bytes of UTF-8 that name the use.
  ///   - message: What the secret is for.
  /// - Returns: 32 bytes; the salt is 16 zero bytes.
  /// - Precondition: `personal` fits.
  /// - Throws: ``CryptoError/wrongSecretLength(expected:actual:)`` for a key of another length;
  ///   ``CryptoError/noGuardedMemory``, ``CryptoError/libraryFailed(_:)``.
  public static func derive(
    key: borrowing SecretBytes, personal: String, message: [UInt8]
  ) throws -> SecretBytes {
    precondition(
      personal.utf8.count <= personalByteCount, "a personalisation has at most 16 bytes")
    guard keyByteCounts.contains(key.count) else {
      throw CryptoError.wrongSecretLength(expected: Bytes32.count, actual: key.count)
    }
    try Sodium.start()
    let salt = [UInt8](repeating: 0, count: Int(crypto_generichash_blake2b_SALTBYTES))
    var padded = Array(personal.utf8)
    padded += repeatElement(0, count: personalByteCount - padded.count)
    return try SecretBytes(count: Bytes32.count) { output in
      let start = output.bindMemory(to: UInt8.self).baseAddress
      let status = key.withPointer { secret in
        start.map {
          crypto_generichash_blake2b_salt_personal(
            $0, output.count, message, UInt64(message.count), secret, key.count, salt, padded)
        }
      }
      guard status == 0 else {
        throw CryptoError.libraryFailed("crypto_generichash_blake2b_salt_personal")
      }
    }
  }
}
