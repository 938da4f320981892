import SomaCrypto
import Testing

@Suite("Bech32")
struct Bech32Tests {
  @Test("payloads of every length are read and written", arguments: Bech32Row.all)
  func payloads(row: Bech32Row) throws {
    guard let payload = row.payloadHex else { return }  // a refusal: see below
    let decoded = try decode(row.text, row.prefix)
    #expect(Hex.encode(decoded) == payload)
    #expect(try decode(row.text.uppercased(), row.prefix) == decoded)
    #expect(try Bech32.encode(SecretBytes(decoded), prefix: row.prefix) == row.text)
  }

  @Test("a right text with a wrong checksum or wrong bits is refused for its own reason")
  func refusals() throws {
    let reasons: [String: EncodingError] = [
      "bech32m": .bech32m, "otherConstant": .checksumMismatch,
      "zeroCharacterTooMany": .invalidPadding, "strayBit": .invalidPadding,
    ]
    let rows = Bech32Row.all.filter { $0.refused != nil }
    #expect(rows.count == reasons.count)
    for row in rows {
      let reason = try #require(row.refused.flatMap { reasons[$0] })
      #expect(throws: reason) { try decode(row.text, row.prefix) }
    }
  }

  @Test(
    "the valid texts of BIP-173 whose data are whole bytes are read",
    arguments: [
      ("A12UEL5L", "a"), ("a12uel5l", "a"),
      (
        "an83characterlonghumanreadablepartthatcontainsthenumber1"
          + "andtheexcludedcharactersbio1tt5tgs",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio"
      ),
      ("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef"),
      ("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "split"),
      ("?1ezyfcl", "?"),
    ])
  func reads(text: String, prefix: String) throws {
    let payload = try decode(text, prefix)
    #expect(try Bech32.encode(SecretBytes(payload), prefix: prefix) == text.lowercased())
  }

  @Test(
    "malformed texts are refused, each for its own reason",
    arguments: [
      ("\u{20}1nwldj5", "a", .invalidCharacter(at: 0)),
      ("\u{7f}1axkwrx", "a", .invalidCharacter(at: 0)),
      ("\u{80}1eym55h", "a", .invalidCharacter(at: 0)),
      ("a12uel5l\n", "a", .invalidCharacter(at: 8)),
      (
        "an84characterslonghumanreadablepartthatcontainsthenumber1"
          + "andtheexcludedcharactersbio1569pvx", "a", .tooLong(maximum: 90, actual: 91)
      ),
      ("pzry9x0s0muk", "a", .missingSeparator),
      ("1pzry9x0s0muk", "a", .missingSeparator),
      ("x1b4n0q5v", "x", .invalidCharacter(at: 2)),
      ("li1dgmt3", "li", .missingSeparator),
      ("li1dgmt3", "a", .missingSeparator),
      ("A1G7SGD8", "a", .checksumMismatch),
      ("A1LQFN3A", "a", .bech32m),
      ("", "a", .missingSeparator),
      ("a", "a", .missingSeparator),
      ("a1", "a", .missingSeparator),
      ("a12uEl5l", "a", .mixedCase),
      ("A12uel5l", "a", .mixedCase),
      ("a12uel5l", "ab", .wrongPrefix(expected: "ab")),
      ("a12uel51", "a", .invalidCharacter(at: 7)),
      ("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxv", "abcdef", .checksumMismatch),
    ] as [(String, String, EncodingError)])
  func refuses(text: String, prefix: String, reason: EncodingError) {
    #expect(throws: reason) { try decode(text, prefix) }
  }

  @Test("every mistyped character is noticed")
  func mistyped() throws {
    let text = Array(try #require(KeyPairRow.all.first).bech32.utf8)
    for position in text.indices {
      for replacement in "qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8
      where replacement != text[position] {
        var wrong = text
        wrong[position] = replacement
        let isAccepted = (try? Bech32.decode(SecretBytes(wrong), prefix: "somaprivkey")) != nil
        #expect(!isAccepted)
      }
    }
  }

  @Test("a payload that needs more than 90 characters is not written")
  func tooLong() throws {
    #expect(throws: EncodingError.tooLong(maximum: 90, actual: 92)) {
      _ = try Bech32.encode(SecretBytes(count: 46) { _ in }, prefix: "somaprivkey")
    }
  }

  private func decode(_ text: String, _ prefix: String) throws -> [UInt8] {
    try Bech32.decode(SecretBytes(text.utf8), prefix: prefix).bytes
  }
}
