/// The texts in which SOMA's own tools write a secret key.
///
/// Source: `soma-keys` and `crypto` of the chain; golden vectors `keypairs.json`.
extension Ed25519SecretKey {
  /// What a Bech32 key begins with, before the digit 1.
  public static let bech32Prefix = "somaprivkey"

  /// The byte before a key that says Ed25519.
  static let flag: UInt8 = 0

  /// Takes a flag byte and a seed, 33 bytes.
  ///
  /// - Throws: ``EncodingError``: `wrongByteCount` or `wrongFlag`; ``CryptoError/noGuardedMemory``.
  public init(flagged bytes: borrowing SecretBytes) throws {
    try bytes.withUnsafeBytes { try checkFlag(of: $0) }
    try self.init(seed: bytes.copy(1..<bytes.count))
  }

  /// Reads Bech32 with the prefix ``bech32Prefix``, all lower or all upper case.
  ///
  /// - Throws: ``EncodingError``, ``CryptoError/noGuardedMemory``.
  public init(bech32 text: UnsafeRawBufferPointer) throws {
    try self.init(flagged: Bech32.decode(text, prefix: Self.bech32Prefix))
  }

  /// Reads Base64 of flag and seed, 44 characters: the entries of a keystore.
  ///
  /// - Throws: ``EncodingError``, ``CryptoError/noGuardedMemory``.
  public init(base64 text: UnsafeRawBufferPointer) throws {
    try self.init(flagged: Base64.decodeSecret(text))
  }

  /// Reads the 64 hex digits of a seed, with or without `0x` (not `0X`).
  ///
  /// - Throws: ``EncodingError``, ``CryptoError/noGuardedMemory``.
  public init(hex text: UnsafeRawBufferPointer) throws {
    let prefix = text.starts(with: "0x".utf8) ? 2 : 0
    let seed: SecretBytes
    do {
      seed = try Hex.decodeSecret(UnsafeRawBufferPointer(rebasing: text[prefix...]))
    } catch EncodingError.invalidCharacter(let position) {
      throw EncodingError.invalidCharacter(at: prefix + position)
    }
    guard seed.count == Self.seedByteCount else {
      throw EncodingError.wrongByteCount(expected: Self.seedByteCount, actual: seed.count)
    }
    try self.init(seed: seed)
  }

  /// Reads Bech32 with the prefix ``bech32Prefix``, all lower or all upper case.
  ///
  /// - Throws: ``EncodingError``, ``CryptoError/noGuardedMemory``.
  public init(bech32 text: borrowing SecretBytes) throws {
    self = try text.withUnsafeBytes { try Self(bech32: $0) }
  }

  /// Reads Base64 of flag and seed, 44 characters.
  ///
  /// - Throws: ``EncodingError``, ``CryptoError/noGuardedMemory``.
  public init(base64 text: borrowing SecretBytes) throws {
    self = try text.withUnsafeBytes { try Self(base64: $0) }
  }

  /// Reads the 64 hex digits of a seed, with or without `0x` (not `0X`).
  ///
  /// - Throws: ``EncodingError``, ``CryptoError/noGuardedMemory``.
  public init(hex text: borrowing SecretBytes) throws {
    self = try text.withUnsafeBytes { try Self(hex: $0) }
  }

  /// Derives the key of a phrase in lower case: SLIP-0010, path ``SLIP0010/somaPath``.
  ///
  /// - Throws: ``MnemonicError``, ``CryptoError``.
  public init(phrase: borrowing SecretBytes) throws {
    let mnemonic = try phrase.withUnsafeBytes { try Mnemonic(phrase: $0) }
    try self.init(mnemonic: mnemonic)
  }

  /// Derives the key of a phrase: SLIP-0010, path ``SLIP0010/somaPath``.
  ///
  /// - Throws: ``CryptoError``.
  public init(mnemonic: borrowing Mnemonic) throws {
    try self.init(seed: SLIP0010.derive(SLIP0010.somaPath, from: mnemonic.seed()))
  }

  /// Writes Bech32 with the prefix ``bech32Prefix``, for one display: a `String` is not guarded.
  ///
  /// - Throws: ``CryptoError/noGuardedMemory``.
  public borrowing func bech32() throws -> String {
    let seed = try seed()
    let flagged = try SecretBytes(count: seed.count + 1) { bytes in
      bytes[0] = Self.flag
      seed.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[1...]).copyBytes(from: $0)
      }
    }
    return try Bech32.encode(flagged, prefix: Self.bech32Prefix)
  }
}

extension Ed25519PublicKey {
  /// Reads Base64 of flag and public key, 44 characters, as alias files have it.
  ///
  /// - Throws: ``EncodingError``.
  public init(base64 text: some StringProtocol) throws(EncodingError) {
    let bytes = try Base64.decode(text)
    try checkFlag(of: bytes)
    self.init(bytes: Bytes32 { $0.copyBytes(from: bytes[1...]) })
  }

  /// Base64 of flag and public key, 44 characters.
  public var base64: String { Base64.encode([Ed25519SecretKey.flag] + bytes.bytes) }
}

/// Checks that `bytes` are the flag of Ed25519 and 32 bytes.
private func checkFlag(of bytes: some Collection<UInt8>) throws(EncodingError) {
  let count = Ed25519SecretKey.seedByteCount + 1
  guard bytes.count == count, let flag = bytes.first else {
    throw .wrongByteCount(expected: count, actual: bytes.count)
  }
  guard flag == Ed25519SecretKey.flag else { throw .wrongFlag([1, 2].contains(flag) ? flag : nil) }
}
