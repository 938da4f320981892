import Custody
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("Words of a master")
struct WordsTests {
  private func secret(_ text: String) throws -> SecretBytes { try SecretBytes(Array(text.utf8)) }

  private func zero() throws -> Master { try Master(SecretBytes(repeatElement(0, count: 32))) }

  private static let zeroWords = String(repeating: "abandon ", count: 23) + "art"

  private func read(
    _ words: String, _ id: MasterID, wallets: [SomaAddress] = []
  ) throws -> MasterID {
    try Master(words: secret(words), id: id, wallets: wallets).id
  }

  @Test("the words are BIP-39 of the bytes, and give them back in any case and spacing")
  func roundTrip() throws {
    #expect(try zero().words().text == Self.zeroWords)
    let id = try zero().id
    #expect(id.description == "7be683cd")
    #expect(try read(Self.zeroWords, id) == id)
    #expect(try read("\n" + Self.zeroWords.uppercased().replacing(" ", with: "\n  "), id) == id)
    for _ in 0..<20 {
      let master = try Master()
      let again = try Master(words: master.words(), id: master.id, wallets: [])
      let isSame = again.isEqual(to: master)
      #expect(isSame)
    }
  }

  @Test("words of another master, too few, and no words are different errors")
  func refusals() throws {
    let id = try zero().id
    let other = try Master(SecretBytes(repeatElement(1, count: 32)))
    #expect(throws: WordsError.wrongWords(expected: id, found: other.id)) {
      _ = try read(other.words().text, id)
    }
    let twelve = String(repeating: "abandon ", count: 11) + "about"
    #expect(throws: WordsError.wrongWordCount(12)) { _ = try read(twelve, id) }
    #expect(throws: WordsError.badPhrase(.wrongChecksum)) {
      _ = try read(Self.zeroWords.replacing("art", with: "about"), id)
    }
    #expect(throws: WordsError.badPhrase(.unknownWord(position: 24))) {
      _ = try read(Self.zeroWords + "s", id)
    }
    #expect(throws: WordsError.badPhrase(.wrongWordCount(0))) { _ = try read("", id) }
  }

  @Test("the phrase of a wallet is refused, also with the right id and with 12 words")
  func wallets() throws {
    for phrase in [Self.zeroWords, String(repeating: "abandon ", count: 11) + "about"] {
      let mnemonic = try secret(phrase).withUnsafeBytes { try Mnemonic(phrase: $0) }
      let address = SomaAddress(try Ed25519SecretKey(mnemonic: mnemonic).publicKey)
      #expect(throws: WordsError.isWallet(address)) {
        _ = try read(phrase, zero().id, wallets: [.zero, address])
      }
    }
    #expect(try read(Self.zeroWords, zero().id, wallets: [.zero]) == zero().id)
  }

  @Test("some words are asked for, and a wrong answer names its place")
  func confirmation() throws {
    var generator = Generator(state: 1)
    var seen: Set<[Int]> = []
    let words = try Master(SecretBytes(Array(1...32))).words()
    let list = words.text.split(separator: " ").map(String.init)
    for _ in 0..<50 {
      let confirmation = WordsConfirmation(using: &generator)
      seen.insert(confirmation.positions)
      #expect(confirmation.positions.count == 3)
      #expect(confirmation.positions == Set(confirmation.positions).sorted())
      for position in confirmation.positions {
        #expect((1...24).contains(position))
        for answer in [list[position - 1], " \(list[position - 1].uppercased())\n"] {
          try confirmation.check(secret(answer), at: position, in: words)
        }
        for answer in ["", "x", list[position - 1] + "s", list[position - 1] + " art"] {
          #expect(throws: WordsError.notConfirmed(position: position)) {
            try confirmation.check(secret(answer), at: position, in: words)
          }
        }
      }
    }
    #expect(seen.count > 30)
  }

  // The letters are made by an independent program (docs/derivation.md has its lines).
  private static let page = """
      1  abandon abandon abandon abandon         S8
      2  abandon abandon abandon abandon         GJ
      3  abandon abandon abandon abandon         7V
      4  abandon abandon abandon abandon         KJ
      5  abandon abandon abandon abandon         6J
      6  abandon abandon abandon art             WH
    """

  @Test("the page has the words, the id and that it is not a wallet")
  func page() throws {
    let text = try PaperBackup.text(of: zero()).text
    #expect(text.contains(Self.page))
    #expect(text.hasPrefix("Steward master 7be683cd\n"))
    #expect(text.contains("THIS IS NOT A WALLET"))
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 72 })
    let html = try PaperBackup.html(of: zero()).text
    #expect(html.contains(Self.page))
    #expect(html.hasPrefix("<!DOCTYPE html>"))
    let words = try PaperBackup.words(typed: PaperBackup.text(of: zero()))
    #expect(words.text == Self.zeroWords)
    for _ in 0..<20 {
      let master = try Master()
      let typed = try PaperBackup.words(typed: PaperBackup.text(of: master))
      #expect(typed.text == (try master.words().text))
    }
  }

  @Test(
    "a slip of the pen is found in its line",
    arguments: [
      ("1  abandon", "1  abandom", PaperError(line: 1, .unknownWord(1))),
      ("abandon abandon art", "abandon art abandon", PaperError(line: 6, .wrongLetters)),
      ("art  ", "ask  ", PaperError(line: 6, .wrongLetters)),
      ("GJ", "GK", PaperError(line: 2, .wrongLetters)),
      ("GJ", "", PaperError(line: 2, .wrongCount(4))),
      ("GJ", "GJ GJ", PaperError(line: 2, .wrongCount(6))),
      ("  4  ", "  5  ", PaperError(line: 5, .repeated)),
      ("  4  ", "  7  ", PaperError(line: 4, .missing)),
      ("  4  ", "  ", PaperError(line: 4, .missing)),
    ])
  func slips(text: String, slip: String, error: PaperError) throws {
    #expect(throws: error) {
      _ = try PaperBackup.words(typed: secret(Self.page.replacing(text, with: slip)))
    }
  }

  @Test("lines may come in any order and case, among others, with any spacing")
  func leniency() throws {
    let lines = Self.page.uppercased().split(separator: "\n").reversed().map { "\t\($0)\r" }
    let text = "dear me,\n\n" + lines.joined(separator: "\n") + "\nno more"
    #expect(try PaperBackup.words(typed: secret(text)).text == Self.zeroWords)
  }

  @Test("no error shows a word")
  func silence() {
    let errors: [any Error] = [
      PaperError(line: 1, .unknownWord(2)), WordsError.notConfirmed(position: 3),
      WordsError.badPhrase(.wrongChecksum),
    ]
    for error in errors { #expect(!"\(error)".contains("abandon")) }
  }
}
