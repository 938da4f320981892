import SomaCrypto

/// A kind of secret that somebody pasted where none belongs.
public enum PastedSecret: String, CaseIterable, Sendable {
  /// A key in Bech32: `somaprivkey1…`.
  case bech32Key
  /// 32 bytes in hex where no id and no digest is expected.
  case hexKey
  /// A key in Base64, an entry of `soma.keystore`.
  case base64Key
  /// 32 bytes in Base58 where no chain id is expected: an AES key.
  case base58Key
  /// A recovery phrase.
  case phrase
  /// A PEM or OpenSSH private key.
  case pem
  /// An access key of Amazon.
  case awsKey
  /// An access token of a well-known service.
  case token
  /// A URL with a password.
  case urlPassword
  /// A URL with a signature.
  case signedURL
  /// A text under a key that is called like a secret.
  case named
}

extension PastedSecret {
  /// What a value may be although it looks like a key.
  enum Expected {
    case nothing, hex, base58
  }

  /// Says which secret a value looks like, if any.
  ///
  /// - Parameters:
  ///   - text: The value of a scalar.
  ///   - key: The key that it is the value of; `nil` for a key itself, or an item.
  ///   - expected: What its field expects.
  init?(value text: String, of key: String?, expecting expected: Expected) {
    if let kind = Self(line: text) {
      self = kind
    } else if let key, Self.isSecretName(key), !text.isEmpty {
      self = .named
    } else if Self.isAssignment(text, of: key) {
      self = .named
    } else if let kind = Self(token: text, expecting: expected) {
      self = kind
    } else if Self.isPhrase(text) {
      self = .phrase
    } else {
      return nil
    }
  }

  /// Says which secret a line of a file contains, comments included, if it is beyond doubt.
  init?(line: String) {
    let bytes = Array(line.utf8)
    let lowered = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if Self.containsBech32Key(lowered) {
      self = .bech32Key
    } else if bytes.contains("-----BEGIN".utf8) {
      guard line.contains("PRIVATE KEY") else { return nil }
      self = .pem
    } else if Self.containsAccessKey(bytes) {
      self = .awsKey
    } else if Self.tokenPrefixes.contains(where: { Self.contains(bytes, token: $0.utf8) }) {
      self = .token
    } else if ["x-amz-signature=", "x-goog-signature="].contains(where: {
      lowered.contains($0.utf8)
    }) {
      self = .signedURL
    } else if Self.hasPassword(line) {
      self = .urlPassword
    } else if Self.hasPhrase(line) {
      self = .phrase
    } else {
      return nil
    }
  }

  private init?(token text: String, expecting expected: Expected) {
    let bytes = Array(text.utf8)
    let digits = bytes.starts(with: "0x".utf8) ? bytes.dropFirst(2) : bytes[...]
    if expected != .hex, digits.count == 64, digits.allSatisfy({ Hex.value(of: $0) != nil }) {
      self = .hexKey
    } else if bytes.count == 44, bytes.last == UInt8(ascii: "="), bytes.dropLast().isBase64 {
      self = .base64Key
    } else if expected != .base58, (43...44).contains(bytes.count),
      (try? Base58.decode32(text)) != nil  // what is no Base58 is no key
    {
      self = .base58Key
    } else if bytes.count == 40, bytes.isBase64, bytes.first != UInt8(ascii: "/"), bytes.isMixed {
      self = .awsKey
    } else {
      return nil
    }
  }

  /// `NAME=secret` where a name is expected, or with a name that is called like one: an option of a command.
  private static func isAssignment(_ text: String, of key: String?) -> Bool {
    guard let sign = text.firstIndex(of: "="), text.index(after: sign) < text.endIndex else {
      return false
    }
    return key == "env" || isSecretName(String(text[..<sign]))
  }

  /// Names under which people keep secrets, whatever the case and without `-` and `_`.
  static func isSecretName(_ key: String) -> Bool {
    let name = key.lowercased().filter { $0.isLetter }
    return secretNames.contains(name)
  }

  private static let secretNames: Set<String> = [
    "password", "passwd", "passphrase", "secret", "secretkey", "secretaccesskey",
    "awssecretaccesskey", "sessiontoken", "awssessiontoken", "accesskeyid", "awsaccesskeyid",
    "accesskey", "privatekey", "private", "mnemonic", "phrase", "seedphrase", "token", "apikey",
    "apitoken", "accesstoken", "authtoken", "somasecretkey", "masterkey", "master", "aeskey",
    "decryptionkey", "encryptionkey", "basicauth", "authorization", "bearer",
  ]

  private static let tokenPrefixes = [
    "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "hf_", "sk_live_",
    "hooks.slack.com/services/", "discord.com/api/webhooks/",
  ]

  /// Not only `soma`: Sui's own prefix is as secret.
  private static func containsBech32Key(_ lowered: [UInt8]) -> Bool {
    lowered.ranges(of: "privkey1".utf8).contains { range in
      let data = lowered[range.upperBound...].prefix { $0.isAlphanumeric }
      return data.count >= 8  // `somaprivkey1.txt` is a good name for a file
    }
  }

  /// `AKIA` or `ASIA`, then 16 upper-case letters and digits.
  private static func containsAccessKey(_ bytes: [UInt8]) -> Bool {
    ["AKIA", "ASIA"].contains { prefix in
      bytes.ranges(of: prefix.utf8).contains { range in
        let rest = bytes[range.upperBound...].prefix { $0.isAlphanumeric }
        return rest.count == 16 && rest.allSatisfy { !(0x61...0x7A).contains($0) }
      }
    }
  }

  private static func contains(_ bytes: [UInt8], token prefix: String.UTF8View) -> Bool {
    bytes.ranges(of: prefix).contains { range in
      guard range.lowerBound == 0 || !bytes[range.lowerBound - 1].isAlphanumeric else {
        return false
      }
      return bytes[range.upperBound...].prefix {
        $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "/")
          || $0 == UInt8(ascii: "-")
      }.count >= 16
    }
  }

  /// A URL with a user name and a password before its host.
  private static func hasPassword(_ line: String) -> Bool {
    guard let scheme = line.firstRange(of: "://") else { return false }
    let authority = line[scheme.upperBound...].prefix { !" /?#\"'".contains($0) }
    guard let at = authority.lastIndex(of: "@") else { return false }
    return authority[..<at].contains(":")
  }

  /// Whether a line has four words or more and nothing else, all of BIP-39: a piece of a phrase, perhaps.
  static func isPieceOfPhrase(_ line: String) -> Bool {
    let words = line.split { !$0.isLetter && !$0.isNumber }
    return words.count >= 4 && !line.contains(":") && words.allSatisfy(isPhraseWord)
  }

  /// Twelve words of BIP-39 in a row.
  private static func hasPhrase(_ line: String) -> Bool {
    guard line.utf8.count >= 12 * 4 - 1 else { return false }
    var run = 0
    for word in line.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      run = isPhraseWord(word) ? run + 1 : 0
      if run >= 12 { return true }
    }
    return false
  }

  /// Twelve words or more, most of them from BIP-39: a phrase with typing mistakes.
  private static func isPhrase(_ text: String) -> Bool {
    guard text.utf8.count >= 12 * 4 - 1 else { return false }
    let words = text.split { !$0.isLetter }
    return words.count >= 12 && words.count { isPhraseWord($0) } * 2 > words.count
  }

  private static func isPhraseWord(_ word: Substring) -> Bool {
    guard (3...8).contains(word.utf8.count) else { return false }
    var lowered = word.lowercased()
    return lowered.withUTF8 { EnglishWords.number(of: UnsafeRawBufferPointer($0)) != nil }
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

extension Collection<UInt8> {
  fileprivate func contains(_ other: String.UTF8View) -> Bool { firstRange(of: other) != nil }

  fileprivate var isBase64: Bool {
    allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
  }

  /// Upper case, lower case and digits: random, and no word.
  fileprivate var isMixed: Bool {
    contains { (0x41...0x5A).contains($0) } && contains { (0x61...0x7A).contains($0) }
      && contains { (0x30...0x39).contains($0) }
  }
}
