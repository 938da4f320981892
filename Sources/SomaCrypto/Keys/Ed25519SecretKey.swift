import CSodium

/// A 32-byte Ed25519 seed in guarded memory (RFC 8032 5.1.5), able to sign.
///
/// Any 32 bytes are a valid seed, all-zero ones included.
public struct Ed25519SecretKey: ~Copyable, Sendable {
  /// Length of a seed in bytes.
  public static let seedByteCount = 32

  /// Seed and public key in libsodium's order, 64 bytes.
  private let expanded: SecretBytes

  /// The public half.
  public let publicKey: Ed25519PublicKey

  /// Takes a seed.
  ///
  /// - Throws: ``CryptoError/wrongSecretLength(expected:actual:)`` unless it has 32 bytes;
  ///   ``CryptoError/noGuardedMemory``.
  public init(seed: borrowing SecretBytes) throws {
    guard seed.count == Self.seedByteCount else {
      throw CryptoError.wrongSecretLength(expected: Self.seedByteCount, actual: seed.count)
    }
    try Sodium.start()
    var publicBytes = [UInt8](repeating: 0, count: Bytes32.count)
    expanded = try SecretBytes(count: Int(crypto_sign_ed25519_SECRETKEYBYTES)) { output in
      guard let start = output.bindMemory(to: UInt8.self).baseAddress else { return }
      // Cannot fail: the three buffers have the fixed sizes of the function's manual.
      _ = seed.withPointer { crypto_sign_ed25519_seed_keypair(&publicBytes, start, $0) }
    }
    publicKey = Ed25519PublicKey(bytes: Bytes32 { $0.copyBytes(from: publicBytes) })
  }

  /// Makes a new random key.
  ///
  /// - Throws: ``CryptoError/noGuardedMemory``.
  public init() throws {
    try self.init(seed: SecretBytes(randomCount: Self.seedByteCount))
  }

  /// Signs a message (RFC 8032 pure Ed25519, deterministic).
  public borrowing func signature(for message: some Collection<UInt8>) -> Ed25519Signature {
    let message = Array(message)
    var signature = [UInt8](repeating: 0, count: Ed25519Signature.byteCount)
    // Cannot fail: the sizes are fixed.
    _ = expanded.withPointer {
      crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), $0)
    }
    return signature.withUnsafeBytes { Ed25519Signature(copying: $0) }
  }

  /// A guarded copy of the seed, for writing it down.
  ///
  /// - Throws: ``CryptoError/noGuardedMemory``.
  public borrowing func seed() throws -> SecretBytes {
    try expanded.copy(0..<Self.seedByteCount)
  }
}
