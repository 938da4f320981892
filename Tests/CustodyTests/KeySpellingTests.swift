import Custody
import Diagnostics
import Foundation
import SomaCrypto
import Testing

@Suite("Spellings of a key")
struct KeySpellingTests {
  private static let row = KeyPairRow.all[0]
  private static let phrase =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"

  @Test(
    "every spelling is recognised and read, white space around it or not",
    arguments: KeyPairRow.all)
  func reads(row: KeyPairRow) throws {
    let spellings: [(String, KeySpelling)] = [
      (row.bech32, .bech32), (row.bech32.uppercased(), .bech32),
      (row.secretHex, .hex), ("0x" + row.secretHex.uppercased(), .hex),
      (row.keystoreBase64, .base64),
    ]
    for (text, spelling) in spellings {
      for (before, after) in [("", ""), ("", "\n"), ("", "\r\n"), (" \t\n", "\n \u{b}\u{c}")] {
        let secret = Array((before + text + after).utf8)
        #expect(try recognise(secret) == spelling)
        #expect(try key(secret).bytes.description == row.publicKeyHex)
      }
    }
    let raw = try Hex.decode(row.secretHex)
    #expect(try recognise(raw) == .raw)
    #expect(try key(raw).bytes.description == row.publicKeyHex)
  }

  @Test("a guarded text is read without lending it first", arguments: KeyPairRow.all)
  func guarded(row: KeyPairRow) throws {
    let bech32 = try Ed25519SecretKey(bech32: SecretBytes(row.bech32.utf8))
    #expect(bech32.publicKey.bytes.description == row.publicKeyHex)
    let base64 = try Ed25519SecretKey(base64: SecretBytes(row.keystoreBase64.utf8))
    #expect(base64.publicKey.bytes.description == row.publicKeyHex)
    let hex = try Ed25519SecretKey(hex: SecretBytes(row.secretHex.utf8))
    #expect(hex.publicKey.bytes.description == row.publicKeyHex)
  }

  @Test("a guarded phrase is read without lending it first")
  func guardedPhrase() throws {
    let row = try #require(SpelledRow.phrases.first { $0.accepted && $0.address != nil })
    let key = try Ed25519SecretKey(phrase: SecretBytes(row.text.utf8))
    #expect(key.publicKey.address == row.address)
  }

  @Test(
    "phrases are recognised, and taken and refused as the SDK does",
    arguments: SpelledRow.phrases)
  func phrases(row: SpelledRow) throws {
    let text = Array(row.text.utf8)
    #expect(try recognise(text) == .mnemonic)
    if row.accepted {
      #expect(try key(text).address == row.address)
    } else {
      #expect(throws: KeySpellingError.self) { try key(text) }
    }
  }

  /// `from_secret_key` of the SDK does not know upper-case Bech32, `from_encoded` does; here there
  /// is one way in, and it takes what either takes.
  @Test(
    "edge cases are taken as the SDK does, by either of its functions",
    arguments: SpelledRow.keys)
  func edgeCases(row: SpelledRow) throws {
    let reasons: [String: KeySpellingError] = [
      "bech32m_checksum": .malformed(.bech32, .bech32m),
      "wrong_hrp_suiprivkey": .malformed(.bech32, .wrongPrefix(expected: "somaprivkey")),
      "flag_01": .malformed(.bech32, .wrongFlag(1)),
      "no_flag_32_bytes": .malformed(.bech32, .wrongByteCount(expected: 33, actual: 32)),
      "34_bytes": .malformed(.bech32, .wrongByteCount(expected: 33, actual: 34)),
      "hex_31_bytes": .malformed(.hex, .wrongByteCount(expected: 32, actual: 31)),
      "hex_odd": .malformed(.hex, .oddDigitCount(63)),
      "bytes_33": .malformed(.hex, .wrongByteCount(expected: 32, actual: 33)),
      "0X_prefix": .malformed(.hex, .invalidCharacter(at: 1)),
      "mixed_case_bech32": .malformed(.bech32, .mixedCase),
    ]
    let name = try #require(row.name)
    if let reason = reasons[name] {
      #expect(!row.accepted)
      #expect(throws: reason) { try key(row.text.utf8) }
    } else {
      #expect(row.accepted || name == "uppercase_bech32_from_secret_key")
      #expect(try key(row.text.utf8).address == Self.elevens)
    }
  }

  @Test(
    "a damaged key is explained as what it looks like",
    arguments: [
      ("", .empty), (" \n\t", .empty), ("\u{a0}", .empty),
      (String(row.secretHex.dropLast()) + "g", .malformed(.hex, .invalidCharacter(at: 63))),
      ("0x" + row.secretHex.dropLast(), .malformed(.hex, .oddDigitCount(63))),
      (
        "0x" + row.secretHex.prefix(42), .malformed(.hex, .wrongByteCount(expected: 32, actual: 21))
      ),
      (Array(repeating: "face", count: 13).joined(separator: " "), .badPhrase(.wrongWordCount(13))),
      ("0x", .malformed(.hex, .wrongByteCount(expected: 32, actual: 0))),
      (row.secretHex + row.secretHex, .malformed(.hex, .wrongByteCount(expected: 32, actual: 64))),
      ("11 " + row.secretHex.dropFirst(2), .malformed(.hex, .invalidCharacter(at: 2))),
      (
        String(row.secretHex.prefix(32)),
        .malformed(.hex, .wrongByteCount(expected: 32, actual: 16))
      ),
      (String(row.bech32.dropLast()), .malformed(.bech32, .checksumMismatch)),
      (row.bech32 + "\n" + row.bech32, .malformed(.bech32, .tooLong(maximum: 90, actual: 143))),
      (String(row.bech32.prefix(32)), .malformed(.bech32, .checksumMismatch)),
      ("somaprivkey", .malformed(.bech32, .missingSeparator)),
      (row.bech32 + "\u{e9}", .malformed(.bech32, .invalidCharacter(at: 71))),
      (
        row.publicKeyBase64 + "AAAA", .malformed(.base64, .wrongByteCount(expected: 33, actual: 36))
      ),
      (String(row.keystoreBase64.dropLast()), .malformed(.base64, .invalidPadding)),
      ("Z" + row.keystoreBase64.dropFirst(), .malformed(.base64, .wrongFlag(nil))),
      ("AR" + row.keystoreBase64.dropFirst(2), .malformed(.base64, .wrongFlag(1))),
      (phrase + " about", .badPhrase(.wrongWordCount(13))),
      (phrase.replacingOccurrences(of: "about", with: "above"), .badPhrase(.wrongChecksum)),
      (
        phrase.replacingOccurrences(of: "about", with: "abuot"),
        .badPhrase(.unknownWord(position: 12))
      ),
      ("abandon", .badPhrase(.wrongWordCount(1))),
      ("SOMA_SECRET_KEY=" + row.bech32, .unknown(characterCount: 87)),
      ("\"\(row.keystoreBase64)\"", .unknown(characterCount: 46)),
      ("[\n  \"\(row.keystoreBase64)\"\n]", .unknown(characterCount: 52)),
      ("correct-horse-battery-staple-xyz", .textOfKeyLength),
      ("qwerty", .unknown(characterCount: 6)),
    ] as [(String, KeySpellingError)])
  func damaged(text: String, reason: KeySpellingError) {
    #expect(throws: reason) { try key(text.utf8) }
  }

  @Test("32 bytes that are text are never a raw key")
  func textOfKeyLength() {
    let texts = [
      String(repeating: "?", count: 32), String(Self.row.secretHex.prefix(31)) + "\n",
      "\u{feff}" + Self.row.secretHex.prefix(29), String(repeating: "é", count: 16),
      "\t" + String(repeating: "~", count: 31),
    ]
    for text in texts {
      #expect(throws: KeySpellingError.self) { try key(text.utf8) }
      #expect(throws: KeySpellingError.textOfKeyLength) {
        _ = try SecretBytes(text.utf8).withUnsafeBytes { try KeySpelling.raw.key(from: $0) }
      }
    }
  }

  @Test(
    "bytes that are not text are a key only when there are 32",
    arguments: [1, 31, 33, 64, 65])
  func notText(count: Int) throws {
    #expect(throws: KeySpellingError.notText(byteCount: count)) {
      try key([UInt8](repeating: 0xff, count: count))
    }
    #expect(throws: KeySpellingError.malformed(.raw, .wrongByteCount(expected: 32, actual: count)))
    {
      _ = try SecretBytes(count: count) { _ in }
        .withUnsafeBytes { try KeySpelling.raw.key(from: $0) }
    }
    let utf16 = Self.row.secretHex.utf8.flatMap { [$0, 0] as [UInt8] }
    #expect(throws: KeySpellingError.notText(byteCount: 128)) { try key(utf16) }
  }

  @Test("a raw key may end or begin with bytes that are white space in a text")
  func rawWhiteSpace() throws {
    let raw = [0x0a] + [UInt8](repeating: 0x80, count: 30) + [0x20]
    let expected = try Ed25519SecretKey(seed: SecretBytes(raw)).publicKey
    #expect(try key(raw) == expected)
  }

  @Test("any text with a character lost, doubled or changed is refused", arguments: [0, 1, 2, 3])
  func mutations(index: Int) throws {
    let texts = [Self.row.bech32, Self.row.secretHex, Self.row.keystoreBase64, Self.phrase]
    let text = Array(texts[index].utf8)
    for position in text.indices {
      var shorter = text
      shorter.remove(at: position)
      var longer = text
      longer.insert(0x7a, at: position)
      var control = text
      control[position] = 0x07
      for wrong in [shorter, longer, control]
      where wrong.split(separator: 0x20).count == 12
        || index != 3
      {
        #expect(throws: KeySpellingError.self) { try key(wrong) }
      }
    }
  }

  @Test("no error shows a part of the secret")
  func nothingShown() throws {
    let texts = [
      String(Self.row.bech32.dropLast()), String(KeyPairRow.all[5].secretHex.dropLast()) + "g",
      String(KeyPairRow.all[5].keystoreBase64.dropLast()), "zzzzabuot " + Self.phrase,
      "correct-horse-battery-staple-xyz", "hunter2hunter2",
      Self.phrase.replacingOccurrences(of: "about", with: "zzzzabuot"),
    ]
    for text in texts {
      let error = #expect(throws: KeySpellingError.self) { try key(text.utf8) }
      let shown = "\(try #require(error)) \(try #require(error).diagnostic)"
      let unexpected = Self.windows(of: text, count: 7)
        .filter { !"somaprivkey1".contains($0) && shown.contains($0) }
      #expect(unexpected == [])
    }
  }

  @Test("arbitrary bytes are refused or read, and nothing worse")
  func arbitrary() {
    var generator = Generator(state: 7)
    let alphabet = Array("somaprivkey1qABz0x9+/= \n\"\\[],\u{e9}\u{a0}".utf8) + [0, 0x7f, 0xff]
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...120, using: &generator)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      for spelling in KeySpelling.allCases {
        _ = try? SecretBytes(bytes).withUnsafeBytes { try spelling.key(from: $0).publicKey }
      }
      if count != 32 {  // else it may be a raw key
        #expect(throws: KeySpellingError.self) { try key(bytes) }
      }
    }
  }

  private static let elevens = "0881c07520943bbf13989b92892093c1b50672156fa5f873c22892701cb2e207"

  private static func windows(of text: String, count: Int) -> [String] {
    let characters = Array(text)
    guard characters.count >= count else { return [text] }
    return (0...characters.count - count).map { String(characters[$0..<$0 + count]) }
  }

  private func key(_ secret: some Collection<UInt8>) throws -> Ed25519PublicKey {
    try Ed25519SecretKey(spelled: SecretBytes(secret)).publicKey
  }

  private func recognise(_ secret: [UInt8]) throws -> KeySpelling {
    try SecretBytes(secret).withUnsafeBytes { try KeySpelling(recognising: $0) }
  }
}
