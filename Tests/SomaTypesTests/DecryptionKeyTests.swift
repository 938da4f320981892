import BCS
import SomaCrypto
import SomaTypes
import Testing

@Suite("Decryption keys")
struct DecryptionKeyTests {
  private let key = DecryptionKey(Bytes32(repeating: 0xa7))

  /// Every way in which a value gets into a log by accident.
  private func shown(_ value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped)"
  }

  @Test("never print, alone or inside a transaction")
  func hidden() {
    let reveal = RevealModel(
      modelID: .zero, decryptionKey: key, embedding: SomaTensor([1]))
    let data = TransactionData(kind: .revealModel(reveal), sender: .zero, gasPayment: [])
    let hex = String(repeating: "a7", count: 4)
    let word = "\(UInt64(0xa7a7_a7a7_a7a7_a7a7))"
    for text in [shown(key), shown(reveal), shown(data)] {
      #expect(!text.contains(hex))
      #expect(!text.contains(word))
      #expect(!text.contains(Base58.encode(key.revealed)))
    }
    #expect(shown(key).contains(key.commitment.description))
  }

  @Test("a wrong length is refused")
  func lengths() {
    #expect(
      throws: BCSError(.wrongByteCount(type: "DecryptionKey", expected: 32, actual: 1), at: 0)
    ) { _ = try DecryptionKey(bcsBytes: [1, 7]) }
  }
}
