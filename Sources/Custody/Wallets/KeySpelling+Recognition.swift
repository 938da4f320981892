import SomaCrypto

extension KeySpelling {
  /// Length of a key in Base64, in characters.
  private static let base64Count = 44

  /// Says which spelling a secret looks like, so that a damaged one can be explained.
  ///
  /// Looks only: the spelling's own ``key(from:)`` decides. Any bytes may be given.
  ///
  /// - Throws: ``KeySpellingError``: `empty`, `textOfKeyLength`, `notText` or `unknown`.
  public init(recognising secret: UnsafeRawBufferPointer) throws(KeySpellingError) {
    guard TextWords.isText(secret) else {
      guard secret.count == Ed25519SecretKey.seedByteCount else {
        throw .notText(byteCount: secret.count)
      }
      self = .raw
      return
    }
    let text = TextWords.trimmed(secret)
    guard !text.isEmpty else { throw .empty }
    let looks = Looks(text)
    if looks.startsWithKeyPrefix {
      self = .bech32
    } else if looks.wordCount > 1 {
      guard !(looks.isMostlyHex && looks.hasDigits) else {
        self = .hex
        return
      }
      guard looks.isMostlyWords else { throw .unknown(characterCount: text.count) }
      self = .mnemonic
    } else if text.count == Self.base64Count, looks.isBase64, !looks.startsWithHexPrefix {
      self = .base64  // before hex: the all-zero key is 44 times the letter A
    } else if looks.startsWithHexPrefix || looks.isMostlyHex {
      self = .hex
    } else if looks.isBech32Like {
      self = .bech32  // another prefix, such as suiprivkey
    } else if looks.isBase64, (40...50).contains(text.count) {
      self = .base64
    } else if EnglishWords.number(of: text) != nil {
      self = .mnemonic
    } else {
      throw text.count == Ed25519SecretKey.seedByteCount
        ? .textOfKeyLength : .unknown(characterCount: text.count)
    }
  }

  /// What shows at a glance on a text without white space around it.
  private struct Looks {
    let wordCount: Int
    let startsWithKeyPrefix: Bool
    let startsWithHexPrefix: Bool
    /// More than three quarters, white space apart: a mistyped digit or two are still hex.
    let isMostlyHex: Bool
    let hasDigits: Bool
    /// Half of the words or more have letters only.
    let isMostlyWords: Bool
    /// Characters of Base64 only, padding at the end.
    let isBase64: Bool
    /// Letters, the digit 1, then 38 characters or more of the kind that Bech32 has, in one case.
    let isBech32Like: Bool

    init(_ text: UnsafeRawBufferPointer) {
      let letters = text.lazy.map { $0 | 0x20 }  // lower case, for letters
      (wordCount, isMostlyWords) = Self.words(of: text)
      startsWithKeyPrefix = letters.starts(with: Ed25519SecretKey.bech32Prefix.utf8)
      startsWithHexPrefix = text.first == UInt8(ascii: "0") && letters.dropFirst().first == 0x78
      let visible = text.lazy.filter { $0 > 0x20 }
      isMostlyHex =
        visible.count { Hex.value(of: $0) != nil } * 4 > visible.count * 3
      hasDigits = text.contains { Self.isDigit($0) }
      let unpadded = text.count - text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
      isBase64 = text.prefix(unpadded).allSatisfy {
        Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
      }
      let prefix = text.prefix { Self.isLetter($0) }
      let data = text.dropFirst(prefix.count + 1)
      isBech32Like =
        !prefix.isEmpty && text.dropFirst(prefix.count).first == UInt8(ascii: "1")
        && data.count >= 38 && data.allSatisfy { Self.isLetter($0) || Self.isDigit($0) }
        && !(text.contains { Self.isLetter($0) && $0 < 0x60 }
          && text.contains { Self.isLetter($0) && $0 > 0x60 })
    }

    private static func words(of text: UnsafeRawBufferPointer) -> (count: Int, areMostlyWords: Bool)
    {
      var (count, lettersOnly) = (0, 0)
      for word in TextWords(text) {
        count += 1
        if text[word].allSatisfy({ isLetter($0) || $0 > 0x7f }) { lettersOnly += 1 }
      }
      return (count, 2 * lettersOnly >= count)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  }
}
