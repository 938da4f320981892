public import SomaCrypto

/// The ways in which owners write a secret key.
public enum KeySpelling: String, CaseIterable, Sendable {
  /// `somaprivkey1…`, as `soma wallet export` prints it; all lower or all upper case.
  case bech32
  /// 64 hex digits in either case, with or without `0x`.
  case hex
  /// 44 characters of Base64, an entry of `soma.keystore`.
  case base64
  /// 12 to 24 English words; the key is derived (``SLIP0010/somaPath``).
  case mnemonic
  /// The 32 bytes themselves.
  case raw

  /// Reads a key in this spelling; any bytes may be given.
  ///
  /// White space around a text is ignored; around raw bytes there is none.
  ///
  /// - Throws: ``KeySpellingError``; `CryptoError`.
  public func key(from secret: UnsafeRawBufferPointer) throws -> Ed25519SecretKey {
    let text = TextWords.trimmed(secret)
    do {
      return switch self {
      case .bech32: try Ed25519SecretKey(bech32: text)
      case .hex: try Ed25519SecretKey(hex: text)
      case .base64: try Ed25519SecretKey(base64: text)
      case .mnemonic: try Ed25519SecretKey(mnemonic: Mnemonic(phrase: text))
      case .raw: try Self.rawKey(from: secret)
      }
    } catch let reason as EncodingError {
      throw KeySpellingError.malformed(self, reason)
    } catch let reason as MnemonicError {
      throw KeySpellingError.badPhrase(reason)
    }
  }

  private static func rawKey(from secret: UnsafeRawBufferPointer) throws -> Ed25519SecretKey {
    let count = Ed25519SecretKey.seedByteCount
    guard secret.count == count else {
      throw EncodingError.wrongByteCount(expected: count, actual: secret.count)
    }
    guard !TextWords.isText(secret) else { throw KeySpellingError.textOfKeyLength }
    return try Ed25519SecretKey(seed: SecretBytes(copying: secret))
  }
}

extension Ed25519SecretKey {
  /// Reads a key in any ``KeySpelling``, recognised by its looks.
  ///
  /// - Throws: ``KeySpellingError``, which names the spelling that the text looks like;
  ///   `CryptoError`.
  public init(spelled secret: borrowing SecretBytes) throws {
    self = try secret.withUnsafeBytes { try KeySpelling(recognising: $0).key(from: $0) }
  }
}
