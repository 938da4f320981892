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
  init?(line: some StringProtocol) {
    guard line.utf8.count >= 16 else { return nil }  // nothing shorter is beyond doubt
    let bytes = ByteSearch(line)
    if bytes.contains("privkey1", ignoringCase: true, where: Self.isKeyData) {
      self = .bech32Key
    } else if bytes.contains("-----BEGIN"), bytes.contains("PRIVATE KEY") {
      self = .pem
    } else if bytes.contains("AKIA", where: Self.isAccessKey)
      || bytes.contains("ASIA", where: Self.isAccessKey)
    {
      self = .awsKey
    } else if Self.tokenPrefixes.contains(where: { bytes.contains($0, where: Self.isToken) }) {
      self = .token
    } else if bytes.contains("eyJ", where: Self.isWebToken)
      || bytes.contains("bearer ", ignoringCase: true, where: Self.isBearer)
    {
      self = .token
    } else if bytes.contains("x-amz-signature=", ignoringCase: true)
      || bytes.contains("x-goog-signature=", ignoringCase: true)
    {
      self = .signedURL
    } else if bytes.contains("://", where: Self.isUser) {
      self = .urlPassword
    } else if bytes.hasKeystoreEntry {
      self = .base64Key
    } else if Self.hasPhrase(line) {
      self = .phrase
    } else {
      return nil
    }
  }

  private init?(token text: String, expecting expected: Expected) {
    guard (40...66).contains(text.utf8.count) else { return nil }
    let bytes = Array(text.utf8)
    let digits = bytes.starts(with: "0x".utf8) ? bytes.dropFirst(2) : bytes[...]
    if expected != .hex, digits.count == 64, digits.allSatisfy({ Hex.value(of: $0) != nil }) {
      self = .hexKey
    } else if bytes[...].isKeystoreEntry
      || (bytes.count == 44 && bytes.last == UInt8(ascii: "=") && bytes.dropLast().isBase64)
    {
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
    guard (5...24).contains(key.utf8.count) else { return false }
    let letters = key.utf8.filter { $0.isAlphanumeric }.map { $0 | 0x20 }
    return secretNames.contains(String(decoding: letters, as: UTF8.self))
  }

  private static let secretNames: Set<String> = [
    "password", "passwd", "passphrase", "secret", "secretkey", "secretaccesskey",
    "awssecretaccesskey", "sessiontoken", "awssessiontoken", "accesskeyid", "awsaccesskeyid",
    "accesskey", "privatekey", "private", "mnemonic", "phrase", "seedphrase", "token", "apikey",
    "apitoken", "accesstoken", "authtoken", "somasecretkey", "masterkey", "master", "aeskey",
    "decryptionkey", "encryptionkey", "basicauth", "authorization", "bearer",
  ]

  private static let tokenPrefixes: [StaticString] = [
    "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "hf_", "sk_live_",
    "sk-proj-", "sk-ant-", "hooks.slack.com/services/", "discord.com/api/webhooks/",
  ]

  /// The data of a Bech32 key, not only of SOMA's; `somaprivkey1.txt` is a good name for a file.
  private static func isKeyData(_ bytes: [UInt8], _ needle: Range<Int>) -> Bool {
    bytes[needle.upperBound...].prefix { $0.isAlphanumeric }.count >= 8
  }

  /// After `AKIA` or `ASIA`: 16 upper-case letters and digits, and no more.
  private static func isAccessKey(_ bytes: [UInt8], _ needle: Range<Int>) -> Bool {
    let rest = bytes[needle.upperBound...].prefix(17).prefix { $0.isAlphanumeric }
    return rest.count == 16 && rest.allSatisfy { !(0x61...0x7A).contains($0) }
  }

  /// A prefix that begins a word of some length.
  private static func isToken(_ bytes: [UInt8], _ needle: Range<Int>) -> Bool {
    guard needle.lowerBound == 0 || !bytes[needle.lowerBound - 1].isAlphanumeric else {
      return false
    }
    return bytes[needle.upperBound...].prefix { $0.isAlphanumeric || "_-/".utf8.contains($0) }
      .count >= 16
  }

  /// A JSON Web Token: the Base64 of `{"`, a dot, and more.
  private static func isWebToken(_ bytes: [UInt8], _ needle: Range<Int>) -> Bool {
    guard needle.lowerBound == 0 || !bytes[needle.lowerBound - 1].isAlphanumeric else {
      return false
    }
    let header = bytes[needle.upperBound...].prefix(1024).prefix(while: \.isTokenCharacter)
    let payload = bytes[header.endIndex...].dropFirst().prefix(8).prefix(while: \.isTokenCharacter)
    return header.count >= 8 && header.endIndex < bytes.count
      && bytes[header.endIndex] == UInt8(ascii: ".") && payload.count == 8
  }

  /// After `Bearer`: a word that is long and has a digit.
  private static func isBearer(_ bytes: [UInt8], _ needle: Range<Int>) -> Bool {
    let token = bytes[needle.upperBound...].prefix(64).prefix(while: \.isTokenCharacter)
    return token.count >= 16 && token.contains { (0x30...0x39).contains($0) }
  }

  /// After `://`: a user name and a password before the host.
  private static func isUser(_ bytes: [UInt8], _ needle: Range<Int>) -> Bool {
    let authority = bytes[needle.upperBound...].prefix { !" /?#\"'".utf8.contains($0) }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return false }
    return authority[..<at].contains(UInt8(ascii: ":"))
  }

  /// Whether a line has four words or more and nothing else, all of BIP-39: a piece of a phrase, perhaps.
  static func isPieceOfPhrase(_ line: String) -> Bool { (phraseWordCount(line) ?? 0) >= 4 }

  /// How many words of BIP-39 a line has that has nothing else but numbers and letters that check; `nil` when it
  /// has something else. Of such lines a phrase on paper is made.
  static func phraseWordCount(_ line: String) -> Int? {
    guard line.utf8.count <= 4096 else { return nil }
    var count = 0
    for word in line.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      if isPhraseWord(word) {
        // After a key there is a colon, after the number of a word perhaps too.
        guard word.endIndex == line.endIndex || line[word.endIndex] != ":" else { return nil }
        count += 1
      } else if !isBetweenWords(word) {
        return nil
      }
    }
    return count
  }

  /// Twelve words of BIP-39 in a row, numbered or not.
  private static func hasPhrase(_ line: some StringProtocol) -> Bool {
    guard mayBePhrase(line) else { return false }
    var run = 0
    for word in line.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      if isPhraseWord(word) { run += 1 } else if !isBetweenWords(word) { run = 0 }
      if run >= phraseLength { return true }
    }
    return false
  }

  /// The number of a word or a line, or the two letters that show a slip of the pen.
  private static func isBetweenWords(_ word: some StringProtocol) -> Bool {
    (1...2).contains(word.utf8.count) && word.utf8.allSatisfy { $0.isAlphanumeric && $0 < 0x5B }
  }

  /// The words of the shortest phrase.
  static let phraseLength = 12

  /// Twelve words or more, most of them from BIP-39: a phrase with typing mistakes.
  private static func isPhrase(_ text: String) -> Bool {
    guard mayBePhrase(text) else { return false }
    let words = text.split { !$0.isLetter }
    return words.count >= phraseLength && words.count { isPhraseWord($0) } * 2 > words.count
  }

  /// Whether there can be twelve words: most texts are too short, or have too little between words.
  private static func mayBePhrase(_ text: some StringProtocol) -> Bool {
    text.utf8.count >= 12 * 4 - 1 && text.utf8.count { !$0.isAlphanumeric } >= 11
  }

  private static func isPhraseWord(_ word: some StringProtocol) -> Bool {
    guard (3...8).contains(word.utf8.count) else { return false }
    var lowered = word.lowercased()
    return lowered.withUTF8 { EnglishWords.number(of: UnsafeRawBufferPointer($0)) != nil }
  }
}

extension UInt8 {
  /// What the tokens of most services are made of.
  fileprivate var isTokenCharacter: Bool { isAlphanumeric || self == 0x2D || self == 0x5F }
}

extension Collection<UInt8> {
  /// 44 characters of Base64 for 33 bytes, the first of them 0: the flag and the key of `soma.keystore`.
  var isKeystoreEntry: Bool {
    count == 44 && first == UInt8(ascii: "A") && isBase64
      && dropFirst().first.map { (0x41...0x50).contains($0) } == true
  }

  var isBase64: Bool { allSatisfy(\.isBase64) }

  /// Upper case, lower case and digits: random, and no word.
  var isMixed: Bool {
    contains { (0x41...0x5A).contains($0) } && contains { (0x61...0x7A).contains($0) }
      && contains { (0x30...0x39).contains($0) }
  }
}
