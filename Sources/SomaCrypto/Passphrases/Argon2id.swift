import CSodium

/// A key from a passphrase, made slow and hungry on purpose: Argon2id 1.3 with one lane (RFC 9106),
/// as libsodium has it.
public struct Argon2id: Hashable, Sendable {
  /// Length of a salt in bytes.
  public static let saltByteCount = Int(crypto_pwhash_argon2id_SALTBYTES)

  /// How much memory is filled, in KiB.
  public var memoryInKiB: UInt32
  /// How often the memory is filled.
  public var passes: UInt32

  /// Sets the cost; nothing is allocated yet. What is too much or too little is for the caller to
  /// say before ``derive(passphrase:salt:)``.
  public init(memoryInKiB: UInt32, passes: UInt32) {
    self.memoryInKiB = memoryInKiB
    self.passes = passes
  }

  /// Derives 32 secret bytes.
  ///
  /// - Parameters:
  ///   - passphrase: Any bytes.
  ///   - salt: ``saltByteCount`` bytes.
  /// - Returns: 32 bytes.
  /// - Precondition: `salt` has the right length.
  /// - Throws: ``CryptoError/notEnoughMemory(kiB:)``; ``CryptoError/noGuardedMemory``.
  public func derive(
    passphrase: borrowing SecretBytes, salt: [UInt8]
  ) throws -> SecretBytes {
    precondition(salt.count == Self.saltByteCount, "a salt has 16 bytes")
    return try SecretBytes(count: Bytes32.count) { output in
      guard let start = output.bindMemory(to: UInt8.self).baseAddress else { return }
      let status = passphrase.withPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self, capacity: passphrase.count) {
          crypto_pwhash(
            start, UInt64(output.count), $0, UInt64(passphrase.count), salt, UInt64(passes),
            Int(memoryInKiB) * 1024, crypto_pwhash_ALG_ARGON2ID13)
        }
      }
      // The other reasons are parameters out of range, which nobody passes: see `Keyring`.
      guard status == 0 else { throw CryptoError.notEnoughMemory(kiB: memoryInKiB) }
    }
  }
}
