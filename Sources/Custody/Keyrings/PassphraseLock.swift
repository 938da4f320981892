public import BCS
public import SomaCrypto

/// How a passphrase becomes the key of a keyring, and how a wrong one shows.
///
/// BCS: KiB and passes as `u32`; salt, check value and nonce as fixed arrays.
public struct PassphraseLock: Hashable, Sendable {
  static let checkByteCount = 16

  /// The cost of one try.
  public let cost: Argon2id
  let salt: [UInt8]
  /// Derived from the passphrase beside the key, so that a wrong passphrase and a damaged file can
  /// be told apart. To guess against it costs what guessing against the seal costs.
  let check: [UInt8]
  let nonce: [UInt8]

  /// The key that a passphrase gives, if it is the right one.
  ///
  /// - Returns: `nil` for another passphrase.
  /// - Throws: `CryptoError`.
  func key(for passphrase: borrowing SecretBytes) throws -> SecretBytes? {
    let root = try cost.derive(passphrase: passphrase, salt: salt)
    let found = try Self.check(of: root)
    guard try found.isEqual(to: SecretBytes(copying: check)) else { return nil }
    return try Self.key(of: root)
  }

  /// A new lock for a passphrase, and its key.
  ///
  /// - Throws: `CryptoError`.
  static func make(
    for passphrase: borrowing SecretBytes, cost: Argon2id,
    _ body: (PassphraseLock, borrowing SecretBytes) throws -> SecretBytes
  ) throws -> SecretBytes {
    let salt = try SecretBytes(randomCount: Argon2id.saltByteCount).withUnsafeBytes { Array($0) }
    let root = try cost.derive(passphrase: passphrase, salt: salt)
    let check = try check(of: root).withUnsafeBytes { Array($0) }
    let lock = PassphraseLock(
      cost: cost, salt: salt, check: check, nonce: XChaCha20Poly1305.randomNonce())
    return try body(lock, key(of: root))
  }

  private static func key(of root: borrowing SecretBytes) throws -> SecretBytes {
    try PersonalizedBlake2b.derive(key: root, personal: "steward.kek.v1", message: [])
  }

  private static func check(of root: borrowing SecretBytes) throws -> SecretBytes {
    try PersonalizedBlake2b.derive(key: root, personal: "steward.kcv.v1", message: [])
      .copy(0..<checkByteCount)
  }
}

extension PassphraseLock: BCSCodable {
  /// Reads the fields in order; whether the cost is acceptable is for ``KeyringCost`` to say.
  public init(from reader: inout BCSReader) throws(BCSError) {
    cost = Argon2id(memoryInKiB: try reader.readInteger(), passes: try reader.readInteger())
    salt = try reader.readBytes(count: Argon2id.saltByteCount) { Array($0) }
    check = try reader.readBytes(count: Self.checkByteCount) { Array($0) }
    nonce = try reader.readBytes(count: XChaCha20Poly1305.nonceByteCount) { Array($0) }
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(cost.memoryInKiB)
    writer.write(cost.passes)
    writer.writeFixed(salt)
    writer.writeFixed(check)
    writer.writeFixed(nonce)
  }
}
