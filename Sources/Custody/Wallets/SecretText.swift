import SomaCrypto

/// Notices secrets that somebody gave where a path, an alias or the name of a variable belongs.
public enum SecretText {
  /// Whether a text looks like a secret key, and so must not be shown.
  ///
  /// It does when it contains a Bech32 key in any case; when it is 64 hex digits with or without
  /// `0x`, or 44 characters of Base64; when it has 12 words or more, most of them from BIP-39; and
  /// when it is a name, no path, that is a damaged spelling of the first three kinds. Addresses and
  /// keys have the same number of hex digits, so do not ask where an address belongs.
  public static func looksLikeSecret(_ text: String) -> Bool {
    var text = text
    // The copy, if there is one, is as guarded as the text itself: not at all.
    return containsBech32Key(text) || isPhrase(text)
      || text.withUTF8 { bytes in
        let trimmed = TextWords.trimmed(UnsafeRawBufferPointer(bytes))
        return isBase64Key(trimmed) || isKeyLike(trimmed)
      }
  }

  /// The text, or when it looks like a secret, that it is not shown.
  static func shown(_ text: String) -> String {
    looksLikeSecret(text) ? "<not shown: it looks like a secret key>" : text
  }

  /// Not only at the start: it may be the last part of a path, or quoted.
  private static func containsBech32Key(_ text: String) -> Bool {
    // More than a few characters, because `somaprivkey1.txt` is a good name for a file.
    text.contains(/somaprivkey1[a-z0-9]{8}/.ignoresCase())
  }

  private static func isPhrase(_ text: String) -> Bool {
    // Whatever is between the words: spaces, commas, hyphens, numbers.
    let words = text.split { !$0.isLetter }
    let known = words.count { word in
      var word = word.lowercased()
      return word.withUTF8 { EnglishWords.number(of: UnsafeRawBufferPointer($0)) } != nil
    }
    return words.count >= 12 && known * 2 > words.count
  }

  private static func isBase64Key(_ text: UnsafeRawBufferPointer) -> Bool {
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard text.count == 44, padding <= 1 else { return false }
    // Without padding these are a flag and 32 bytes, and no flag begins with `/`, but paths do.
    guard padding == 1 || text[0] != UInt8(ascii: "/") else { return false }
    return text.dropLast(padding).allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
  }

  private static func isKeyLike(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= 40, !text.contains(where: { "/.".utf8.contains($0) }) else { return false }
    return switch try? KeySpelling(recognising: text) {  // what is no spelling is no key
    case .bech32, .hex, .base64: true
    case .mnemonic, .raw, nil: false
    }
  }
}
