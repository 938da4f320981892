public import Diagnostics
public import SomaCrypto

/// Why a secret is not a key. The secret is never part of the error.
public enum KeySpellingError: Error, Equatable, Sendable {
  /// Nothing but white space.
  case empty
  /// It looks like this spelling, but is not right.
  case malformed(KeySpelling, EncodingError)
  /// It looks like a recovery phrase, but is not right.
  case badPhrase(MnemonicError)
  /// 32 bytes that are text: rather a cut-off spelling than a raw key.
  case textOfKeyLength
  /// Bytes that are not text, and not 32.
  case notText(byteCount: Int)
  /// Text that looks like no spelling.
  case unknown(characterCount: Int)
}

extension KeySpellingError: Explainable {
  /// The explanation, without the secret.
  public var diagnostic: Diagnostic {
    switch self {
    case .empty:
      diagnostic(
        "empty", "There is nothing but white space.",
        remedy: "Check where the key is stored; nothing arrived here.")
    case .malformed(let spelling, let reason):
      diagnostic("malformed", "It looks like \(spelling.name), but \(Self.fault(spelling, reason))")
    case .badPhrase(let reason):
      Diagnostic(
        code: "key.badPhrase", summary: Self.summary,
        detail: "It looks like a recovery phrase. \(reason.diagnostic.detail)",
        remedies: reason.diagnostic.remedies)
    case .textOfKeyLength:
      diagnostic(
        "textOfKeyLength",
        "It is 32 printable characters: too regular for a raw key, probably half of another text.")
    case .notText(let count):
      diagnostic(
        "notText", "It is not text, and has \(count) bytes; a raw key has exactly 32.",
        remedy: "Save text as UTF-8 without a byte order mark, or raw bytes without a newline.")
    case .unknown(let count):
      diagnostic(
        "unknown", "It has \(count) characters and looks like no spelling of a key.",
        remedy: "Give the value alone, without a name, quotes or `=`: 64 hex digits, "
          + "`somaprivkey1…`, 44 characters of Base64, a recovery phrase, or 32 raw bytes.")
    }
  }

  private static let summary = "A secret is not a key"

  private func diagnostic(
    _ name: String, _ detail: String,
    remedy: String = "Copy the key again from where it came from, whole and unchanged."
  ) -> Diagnostic {
    Diagnostic(
      code: "key.\(name)", summary: Self.summary, detail: detail, remedies: [remedy])
  }

  /// The end of a sentence that begins with "It looks like …, but".
  private static func fault(_ spelling: KeySpelling, _ reason: EncodingError) -> String {
    switch (spelling, reason) {
    case (.hex, .wrongByteCount(let expected, let actual)):
      "has \(2 * actual) digits: \(actual) bytes; \(2 * expected) digits are needed."
    case (.hex, .oddDigitCount(let count)):
      "has \(count) digits; 64 are needed."
    default:
      "is not right: " + reason.diagnostic.detail
    }
  }
}

extension KeySpelling {
  /// What it is called in a sentence.
  var name: String {
    switch self {
    case .bech32: "Bech32"
    case .hex: "hex"
    case .base64: "Base64"
    case .mnemonic: "a recovery phrase"
    case .raw: "a raw key"
    }
  }
}
