import CSodium

/// Authenticated encryption of small secrets: XChaCha20-Poly1305-IETF
/// (draft-irtf-cfrg-xchacha-03), as libsodium has it.
///
/// The nonce is long enough to be random. One nonce must not serve two plaintexts under one key.
public enum XChaCha20Poly1305 {
  /// Length of a key in bytes.
  public static let keyByteCount = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
  /// Length of a nonce in bytes.
  public static let nonceByteCount = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
  /// Length of the tag in bytes, by which a sealed text is longer than the plain one.
  public static let tagByteCount = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

  /// Seals a secret.
  ///
  /// - Parameters:
  ///   - secret: Any number of bytes.
  ///   - key: ``keyByteCount`` bytes.
  ///   - nonce: ``nonceByteCount`` bytes.
  ///   - associatedData: Not in the result, but needed unchanged to open it.
  /// - Returns: The ciphertext and its tag.
  /// - Precondition: `nonce` has the right length.
  /// - Throws: ``CryptoError/wrongSecretLength(expected:actual:)`` for the key.
  public static func seal(
    _ secret: borrowing SecretBytes, key: borrowing SecretBytes, nonce: [UInt8],
    associatedData: [UInt8]
  ) throws -> [UInt8] {
    try check(key, nonce)
    var sealed = [UInt8](repeating: 0, count: secret.count + tagByteCount)
    let status = key.withPointer { keyBytes in
      secret.withPointer {
        crypto_aead_xchacha20poly1305_ietf_encrypt(
          &sealed, nil, $0, UInt64(secret.count), associatedData, UInt64(associatedData.count),
          nil, nonce, keyBytes)
      }
    }
    guard status == 0 else { throw CryptoError.libraryFailed("crypto_aead_xchacha20poly1305") }
    return sealed
  }

  /// Opens what was sealed, if nothing of it has changed.
  ///
  /// - Returns: The secret; `nil` for another key, nonce or associated data, and for any changed
  ///   byte. Which of these it was cannot be told.
  /// - Precondition: `nonce` has the right length.
  /// - Throws: ``CryptoError/wrongSecretLength(expected:actual:)`` for the key;
  ///   ``CryptoError/noGuardedMemory``.
  public static func open(
    _ sealed: [UInt8], key: borrowing SecretBytes, nonce: [UInt8], associatedData: [UInt8]
  ) throws -> SecretBytes? {
    try check(key, nonce)
    guard sealed.count >= tagByteCount else { return nil }
    var isAuthentic = false
    let secret = try SecretBytes(count: sealed.count - tagByteCount) { output in
      // Nothing to write is no address, which the function accepts.
      let start = output.bindMemory(to: UInt8.self).baseAddress
      let status = key.withPointer {
        crypto_aead_xchacha20poly1305_ietf_decrypt(
          start, nil, nil, sealed, UInt64(sealed.count), associatedData,
          UInt64(associatedData.count), nonce, $0)
      }
      isAuthentic = status == 0
    }
    guard isAuthentic else { return nil }
    return secret
  }

  /// A random nonce.
  public static func randomNonce() -> [UInt8] {
    Sodium.require()
    var nonce = [UInt8](repeating: 0, count: nonceByteCount)
    randombytes_buf(&nonce, nonce.count)
    return nonce
  }

  private static func check(_ key: borrowing SecretBytes, _ nonce: [UInt8]) throws(CryptoError) {
    precondition(nonce.count == nonceByteCount, "a nonce has 24 bytes")
    guard key.count == keyByteCount else {
      throw .wrongSecretLength(expected: keyByteCount, actual: key.count)
    }
    try Sodium.start()
  }
}
