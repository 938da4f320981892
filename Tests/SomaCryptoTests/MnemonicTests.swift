import SomaCrypto
import Testing

@Suite("Mnemonics")
struct MnemonicTests {
  @Test(
    "phrases give the seed, the key and the address of the golden vectors",
    arguments: PhraseRow.all)
  func derives(row: PhraseRow) throws {
    let mnemonic = try withBytes(of: row.mnemonic) { try Mnemonic(phrase: $0) }
    #expect(mnemonic.wordCount == row.mnemonic.split(separator: " ").count)
    #expect(try mnemonic.seed().hex == row.seedHex)
    let key = try Ed25519SecretKey(mnemonic: mnemonic)
    #expect(try key.seed().hex == row.secretHex)
    #expect(key.publicKey.address == row.address)
  }

  @Test(
    "entropy becomes the words of the golden vectors, and words the entropy",
    arguments: PhraseRow.all)
  func entropy(row: PhraseRow) throws {
    let mnemonic = try withBytes(of: row.mnemonic) { try Mnemonic(phrase: $0) }
    if let expected = row.entropyHex { #expect(mnemonic.entropy.hex == expected) }
    #expect(try Mnemonic(entropy: mnemonic.entropy).phrase().text == row.mnemonic)
  }

  @Test("there are phrases of all five lengths in the table")
  func allLengths() {
    let counts = PhraseRow.all.filter { $0.entropyHex != nil }
      .map { $0.mnemonic.split(separator: " ").count }
    #expect(Set(counts) == Set(Mnemonic.wordCounts))
  }

  @Test(
    "edge cases are taken and refused as the SDK does", arguments: MnemonicVectors.all.edgeCases)
  func edgeCases(row: MnemonicVectors.EdgeCase) throws {
    let reasons: [String: MnemonicError] = [
      "bad_checksum": .wrongChecksum, "upper": .unknownWord(position: 1),
    ]
    if row.accepted {
      #expect(try address(of: row.mnemonic) == row.address)
    } else {
      let reason = try #require(reasons[row.name])
      #expect(throws: reason) { try address(of: row.mnemonic) }
    }
  }

  @Test(
    "any Unicode white space separates words, as in the SDK",
    arguments: ["\t", "\r\n", "\u{0b}", "\u{0c}", "\u{85}", "\u{a0}", "\u{2028}", "\u{3000}"])
  func separators(separator: String) throws {
    let row = try #require(PhraseRow.all.first)
    let words = row.mnemonic.split(separator: " ")
    let phrase = separator + words.joined(separator: separator) + separator
    #expect(try address(of: phrase) == row.address)
  }

  @Test("a wrong word is named by its position", arguments: 1...12)
  func wrongWord(position: Int) throws {
    let row = try #require(PhraseRow.all.first)
    for wrong in ["zzzz", "aband", "abandonn", "Abandon", "\u{feff}abandon", "\u{200b}", "aa"] {
      var words = row.mnemonic.split(separator: " ").map(String.init)
      words[position - 1] = wrong
      #expect(throws: MnemonicError.unknownWord(position: position)) {
        try address(of: words.joined(separator: " "))
      }
    }
  }

  @Test("other numbers of words are refused", arguments: [0, 1, 11, 13, 14, 23, 25, 30_000])
  func wrongCount(count: Int) {
    #expect(throws: MnemonicError.wrongWordCount(count)) {
      try address(of: Array(repeating: "abandon", count: count).joined(separator: " "))
    }
  }

  @Test("bytes that are not UTF-8 are a wrong word")
  func notText() throws {
    let words = Array("abandon ".utf8) + [0xff, 0x80, 0x20] + Array("abandon ".utf8)
    let phrase = try SecretBytes(words + words + words + words)
    #expect(throws: MnemonicError.unknownWord(position: 2)) {
      try phrase.withUnsafeBytes { _ = try Mnemonic(phrase: $0) }
    }
  }

  @Test("a phrase with one word exchanged is refused by its checksum, but for one in 2^n")
  func checksum() throws {
    let row = try #require(PhraseRow.all.last { $0.entropyHex != nil })  // 24 words, 8 bits
    let words = row.mnemonic.split(separator: " ").map(String.init)
    let outcomes = EnglishWords.all.map { word in
      var phrase = words
      phrase[0] = word
      return (try? address(of: phrase.joined(separator: " "))) != nil  // only whether it is taken
    }
    #expect((1...30).contains(outcomes.count { $0 }))  // 8 are expected of 2048
  }

  @Test("entropy of another length is refused", arguments: [0, 15, 17, 31, 33, 64])
  func wrongEntropy(count: Int) {
    #expect(throws: MnemonicError.wrongEntropyCount(count)) {
      _ = try Mnemonic(entropy: SecretBytes(count: count) { _ in })
    }
  }

  private func address(of phrase: String) throws -> String {
    let mnemonic = try withBytes(of: phrase) { try Mnemonic(phrase: $0) }
    return try Ed25519SecretKey(mnemonic: mnemonic).publicKey.address
  }
}

@Suite("SLIP-0010")
struct SLIP0010Tests {
  @Test("nodes are those of the golden vectors", arguments: DerivationRow.all)
  func derives(row: DerivationRow) throws {
    let seed = try SecretBytes(Hex.decode(row.seedHex))
    #expect(try SLIP0010.derive(row.path, from: seed).hex == row.secretHex)
  }

  @Test("the path is SOMA's")
  func path() { #expect(SLIP0010.somaPath == [44, 784, 0, 0, 0]) }
}
