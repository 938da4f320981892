import SomaCrypto

extension PastedSecret {
  /// Says which secret a comment has that only its own words tell from an id or a digest.
  ///
  /// - Parameter line: A line of a file.
  init?(commentOf line: String) {
    let bytes = Array(line.utf8)
    guard
      let sign = bytes.indices.first(where: { index in
        bytes[index] == UInt8(ascii: "#") && (index == 0 || " \t".utf8.contains(bytes[index - 1]))
      })
    else { return nil }
    let comment = bytes[(sign + 1)...]
    guard comment.count >= 20 else { return nil }  // no secret is as short
    guard let kind = Self.keyBesideWord(comment) ?? Self.assignment(in: comment) else {
      return nil
    }
    self = kind
  }

  /// What a word before a row of digits says that it is.
  private enum Meaning {
    case secret, open
  }

  /// A key in hex, Base64 or Base58, of which the nearest word that says anything says that it is one: a model's
  /// id and a digest look the same.
  private static func keyBesideWord(_ comment: ArraySlice<UInt8>) -> PastedSecret? {
    var meaning: Meaning?
    var unnamed: PastedSecret?
    var last = ""
    for token in comment.split(whereSeparator: { !$0.isBase64 }) {
      let isPadded = comment[token.endIndex...].first == UInt8(ascii: "=")
      if let kind = Self.key(token, isPadded: isPadded) {
        if meaning == .secret { return kind }
        unnamed = meaning == nil ? kind : unnamed
        continue
      }
      for word in token.split(whereSeparator: { !$0.isAlphanumeric }) {
        let lowered = String(decoding: word, as: UTF8.self).lowercased()
        let says = Self.meaning(of: lowered, after: last)
        last = lowered
        if says == .secret, let unnamed { return unnamed }
        if says != nil { unnamed = nil }
        meaning = says ?? meaning
      }
    }
    return nil
  }

  private static func meaning(of word: String, after last: String) -> Meaning? {
    if openWords.contains(word) { return .open }
    guard secretWords.contains(word) else { return nil }
    return last == "public" ? .open : .secret
  }

  private static let openWords: Set<String> = [
    "id", "digest", "sha256", "hash", "checksum", "address", "owner", "account", "model", "chain",
    "pubkey", "commitment", "commit",
  ]

  private static let secretWords: Set<String> = [
    "key", "keys", "secret", "secrets", "seed", "private", "privkey", "mnemonic", "master",
    "passphrase", "password", "aes",
  ]

  private static func key(_ token: ArraySlice<UInt8>, isPadded: Bool) -> PastedSecret? {
    let text = token.starts(with: "0x".utf8) ? token.dropFirst(2) : token
    if text.count == 64, text.allSatisfy({ Hex.value(of: $0) != nil }) { return .hexKey }
    if text.count == 43, isPadded, text.isMixed { return .base64Key }
    if text.count == 40, text.first != UInt8(ascii: "/"), text.isMixed {
      return .awsKey
    }
    guard (43...44).contains(text.count), text.isMixed,
      (try? Base58.decode32(String(decoding: text, as: UTF8.self))) != nil  // else it is no key
    else { return nil }
    return .base58Key
  }

  /// `name = value` or `name: value` with a name under which people keep secrets, and a value that is random.
  private static func assignment(in comment: ArraySlice<UInt8>) -> PastedSecret? {
    for sign in comment.indices where "=:".utf8.contains(comment[sign]) {
      let name = comment[..<sign].suffix(32).reversed().drop { " \"'".utf8.contains($0) }
        .prefix { $0.isAlphanumeric || "_-".utf8.contains($0) }
      guard isSecretName(String(decoding: name.reversed(), as: UTF8.self)) else { continue }
      let value = comment[(sign + 1)...].prefix(512).drop { " \"'".utf8.contains($0) }
        .prefix { $0.isBase64 || "_-=".utf8.contains($0) }
      if isRandom(value) { return .named }
    }
    return nil
  }

  private static func isRandom(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.count >= 16 else { return false }
    if value.count >= 32, value.allSatisfy({ Hex.value(of: $0) != nil }) { return true }
    // Else it may be a path.
    return value.isMixed && (value.count == 40 || !value.contains(UInt8(ascii: "/")))
  }
}
