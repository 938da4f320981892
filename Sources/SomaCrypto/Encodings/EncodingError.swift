public import Diagnostics

/// Why a text is not the hex, Base58, Base64 or Bech32 that it should be.
///
/// The text itself is never part of the error: it may be a secret.
public enum EncodingError: Error, Equatable, Sendable {
  /// Hex digits come in pairs; there were this many.
  case oddDigitCount(Int)
  /// A character outside the alphabet, counted from 0 in UTF-8 bytes.
  case invalidCharacter(at: Int)
  /// The text stands for another number of bytes.
  case wrongByteCount(expected: Int, actual: Int)
  /// The text is longer than any valid one; nothing was decoded.
  case tooLong(maximum: Int, actual: Int)
  /// Base64 with missing or superfluous padding, or stray bits in the last character.
  case invalidPadding
  /// Bech32 that mixes upper and lower case.
  case mixedCase
  /// Bech32 without the separator `1`, or with nothing before or too little after it.
  case missingSeparator
  /// The checksum is wrong: a character was mistyped or lost.
  case checksumMismatch
  /// The text has the checksum of Bech32m (BIP-350), which SOMA does not use.
  case bech32m
  /// Bech32 for something else: it begins with another prefix.
  case wrongPrefix(expected: String)
  /// A key whose first byte does not say Ed25519. The byte, where SOMA knows it (1 BLS12-381,
  /// 2 multisig); `nil` for any other, which may be a part of a secret.
  case wrongFlag(UInt8?)
}

extension EncodingError: Explainable {
  /// The explanation, without the text itself.
  public var diagnostic: Diagnostic {
    switch self {
    case .oddDigitCount(let count):
      diagnostic("oddDigitCount", "\(count) hex digits; every byte takes two.")
    case .invalidCharacter(let position):
      diagnostic(
        "invalidCharacter",
        "The character at position \(position + 1) is not in the alphabet of this encoding.")
    case .wrongByteCount(let expected, let actual):
      diagnostic(
        "wrongByteCount", "The text stands for \(actual) bytes; \(expected) are expected.")
    case .tooLong(let maximum, let actual):
      diagnostic("tooLong", "The text has \(actual) characters; at most \(maximum) make sense.")
    case .invalidPadding:
      diagnostic("invalidPadding", "The Base64 padding at the end is missing or wrong.")
    case .mixedCase:
      diagnostic("mixedCase", "Bech32 is all lower case or all upper case, never mixed.")
    case .missingSeparator:
      diagnostic("missingSeparator", "Bech32 has a prefix, the digit 1, and at least 6 characters.")
    case .checksumMismatch:
      diagnostic("checksumMismatch", "The checksum does not match the rest of the text.")
    case .bech32m:
      diagnostic("bech32m", "The text has a Bech32m checksum; SOMA keys use Bech32 (BIP-173).")
    case .wrongPrefix(let expected):
      diagnostic("wrongPrefix", "The text does not begin with `\(expected)1`.")
    case .wrongFlag(1):
      diagnostic("wrongFlag", "It is a BLS12-381 key; SOMA wallets have Ed25519 keys, flag 0.")
    case .wrongFlag(2):
      diagnostic("wrongFlag", "It is a multisig key; Ed25519 keys have flag 0.")
    case .wrongFlag:
      diagnostic("wrongFlag", "The first byte is not 0, the flag of Ed25519 keys.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String) -> Diagnostic {
    Diagnostic(
      code: "encoding.\(name)", summary: "A text is not encoded as it should be", detail: detail,
      remedies: ["Copy the text again from where it came from, whole and unchanged."])
  }
}
