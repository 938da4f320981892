import BCS
public import SomaCrypto

/// A keyring as it lies in a file: its header can be read, its masters cannot, unless it is plain.
///
/// Bytes: `steward keyring` and a line feed, a byte for the version, the header as a byte string of
/// BCS, the masters or their seal as a byte string, and BLAKE2b-256 of all that. The seal covers
/// everything before it. That the checksum comes last, and of the whole, holds for every version.
public struct SealedKeyring: ~Copyable, Sendable {
  static let magic = Array("steward keyring\n".utf8)
  /// The version that is written, and the only one that is read.
  static let version: UInt8 = 1
  /// More than any keyring has, in bytes.
  public static let byteLimit = 16_384

  /// What the keyring says of itself.
  public let header: KeyringHeader

  private let associatedData: [UInt8]
  private let payload: SecretBytes

  /// Reads the bytes of a file. Any bytes may be given.
  ///
  /// - Throws: ``KeyringError``: `notAKeyring`, `tooLong`, `unknownVersion`, `damaged`, `weak` or
  ///   `costly`; `CryptoError.noGuardedMemory`.
  public init(parsing file: borrowing SecretBytes) throws {
    guard file.count <= Self.byteLimit else { throw KeyringError.tooLong(limit: Self.byteLimit) }
    let bodyCount = file.count - Bytes32.count
    try file.withUnsafeBytes { try Self.check($0, bodyCount) }
    let start = Self.magic.count
    let version = file.withUnsafeBytes { $0[start] }
    guard version == Self.version else { throw KeyringError.unknownVersion(version) }
    // The masters of a plain keyring must not enter a reader, which copies.
    let place = try Self.byteString(in: file, from: start + 1, to: bodyCount)
    let headerBytes = file.withUnsafeBytes { Array($0[place]) }
    let header = try Self.header(headerBytes)
    if case .passphrase(let lock) = header.protection {
      try KeyringCost.check(lock.cost, for: header.purpose)
    }
    let rest = try Self.byteString(in: file, from: place.upperBound, to: bodyCount)
    guard rest.upperBound == bodyCount, rest.count == Self.payloadCount(of: header)
    else {
      throw KeyringError.damaged(.malformed(.invalidValue(type: "Keyring", reason: "its length")))
    }
    let payload = try file.copy(rest)
    self.header = header
    associatedData = file.withUnsafeBytes { Array($0[..<place.upperBound]) }
    self.payload = payload
  }

  private static func header(_ bytes: [UInt8]) throws(KeyringError) -> KeyringHeader {
    do throws(BCSError) { return try KeyringHeader(bcsBytes: bytes) } catch {
      throw .damaged(.malformed(error.reason))
    }
  }

  private static func payloadCount(of header: KeyringHeader) -> Int {
    let count = header.entries.count * Master.byteCount
    return header.protection == .plain ? count : count + XChaCha20Poly1305.tagByteCount
  }

  private static func check(
    _ file: UnsafeRawBufferPointer, _ bodyCount: Int
  ) throws(KeyringError) {
    let wrong = zip(magic, file).count { $0 != $1 }
    guard file.count > magic.count, wrong <= magic.count / 4 else { throw .notAKeyring }
    guard wrong == 0, bodyCount > magic.count,
      Blake2b256.hash(UnsafeRawBufferPointer(rebasing: file[..<bodyCount]))
        == Bytes32(copying: UnsafeRawBufferPointer(rebasing: file[bodyCount...]))
    else { throw .damaged(.checksum) }
  }

  /// Where the byte string lies that begins at `start`. Its length takes at most three bytes.
  private static func byteString(
    in file: borrowing SecretBytes, from start: Int, to end: Int
  ) throws(KeyringError) -> Range<Int> {
    let prefix = file.withUnsafeBytes { Array($0[start..<min(start + 3, end)]) }
    do throws(BCSError) {
      var reader = BCSReader(prefix + [UInt8](repeating: 0, count: byteLimit))
      let count = try reader.readLength()
      let first = start + reader.offset
      guard count <= end - first else {
        throw BCSError(.truncated(missing: count - (end - first)), at: start)
      }
      return first..<first + count
    } catch {
      throw .damaged(.malformed(error.reason))
    }
  }

  /// Opens a plain keyring.
  ///
  /// - Throws: ``KeyringError/passphraseNeeded`` when it is sealed; otherwise as
  ///   ``open(passphrase:)``.
  public borrowing func open() throws -> Keyring {
    guard header.protection == .plain else { throw KeyringError.passphraseNeeded }
    return try Keyring(header.entries, current: header.currentIndex, secrets: payload)
  }

  /// Opens the keyring; a plain one opens with any passphrase.
  ///
  /// - Throws: ``KeyringError/wrongPassphrase``, ``KeyringError/damaged(_:)``; `CryptoError`.
  public borrowing func open(passphrase: borrowing SecretBytes) throws -> Keyring {
    guard case .passphrase(let lock) = header.protection else { return try open() }
    guard let key = try lock.key(for: passphrase) else { throw KeyringError.wrongPassphrase }
    let sealed = payload.withUnsafeBytes { Array($0) }
    guard
      let secrets = try XChaCha20Poly1305.open(
        sealed, key: key, nonce: lock.nonce, associatedData: associatedData)
    else { throw KeyringError.damaged(.seal) }
    return try Keyring(header.entries, current: header.currentIndex, secrets: secrets)
  }
}
