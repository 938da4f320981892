import CSodium
import SomaCrypto
import Testing

@Suite("English words")
struct EnglishWordsTests {
  @Test("the list has the published digest")
  func digest() {
    let text = Array(EnglishWords.all.map { $0 + "\n" }.joined().utf8)
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    _ = crypto_hash_sha256(&digest, text, UInt64(text.count))
    #expect(
      Hex.encode(digest) == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda")
  }

  @Test("each of the 2048 words has its place as its number")
  func numbers() throws {
    #expect(EnglishWords.all.count == 2048)
    for (number, word) in EnglishWords.all.enumerated() {
      #expect(try number == withBytes(of: word) { EnglishWords.number(of: $0) })
    }
  }

  @Test(
    "what is not in the list has no number",
    arguments: ["", "a", "aaaa", "abando", "abandonx", "Zoo", "zooo", "zzz", "wor", "\u{ff}"])
  func strangers(word: String) throws {
    #expect(try withBytes(of: word) { EnglishWords.number(of: $0) } == nil)
  }
}
