import BCS
import SomaCrypto
import SomaTypes
import Testing

@Suite("The example of docs/architecture.md")
struct SigningExampleTests {
  @Test("compiles, and does what it says")
  func example() throws {
    // example begins
    let key = try Ed25519SecretKey()
    let sender = SomaAddress(key.publicKey)
    let coin = ObjectRef(id: .zero, version: 3, digest: .zero)
    let create = CreateModel(
      stake: try Amount("25 SOMA"), commissionRate: 500, architectureVersion: 1)
    let data = TransactionData(kind: .createModel(create), sender: sender, gasPayment: [coin])
    let modelID = ModelID.derived(from: data.digest, creationNumber: 0)
    let signed = data.signed(with: key)
    let journaled = signed.bcsBytes
    let read = try SignedTransaction(bcsBytes: journaled)
    print(modelID, read.data.digest, read.isSignatureValid)
    // example ends
    #expect(read == signed)
    #expect(read.isSignatureValid)
    #expect(modelID.description.hasPrefix("0x"))
  }
}
