import BCS
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite(
  "transactions.json and fuzz_transactions.json: bytes, digests and signatures of the real SDK")
struct TransactionVectorTests {
  struct Captured: Decodable {
    struct Row: Decodable {
      let name: String
      let kind: String
      let kindIndex: Int
      let txBcsHex: HexBytes
      let txDigestBase58: String
      let txDigestHex: HexBytes
      let signedMessageHex: HexBytes
      let signatureHex: HexBytes
      let publicKeyHex: HexBytes
      let signedTransactionBcsHex: HexBytes
      let modelIdReturned: HexBytes?
      let urlSigned: String?
    }
    let signerSecretHex: HexBytes
    let signerAddress: String
    let transactions: [Row]
  }
  struct Fuzzed: Decodable {
    struct Row: Decodable {
      let kind: String
      let kindIndex: Int
      let txBcsHex: HexBytes
      let txDigestBase58: String
      let signingDigestHex: HexBytes
      let signatureHex: HexBytes
    }
    let vectors: [Row]
  }

  let captured: Captured
  let fuzzed: Fuzzed
  init() throws {
    captured = try vectors("transactions", in: .module)
    fuzzed = try vectors("fuzz_transactions", in: .module)
  }

  private func signer() throws -> Ed25519SecretKey {
    try Ed25519SecretKey(seed: SecretBytes(copying: captured.signerSecretHex.bytes))
  }

  @Test("every captured transaction decodes, re-encodes, hashes and signs as the real SDK did")
  func capturedTransactions() throws {
    let key = try signer()
    #expect(SomaAddress(key.publicKey).description == captured.signerAddress)
    #expect(captured.transactions.count == 42)
    for row in captured.transactions {
      let data = try TransactionData(bcsBytes: row.txBcsHex.bytes)
      #expect(data.kind.name == row.kind, "\(row.name)")
      #expect(data.kind.index == row.kindIndex)
      #expect(data.bcsBytes == row.txBcsHex.bytes, "\(row.name)")
      #expect(data.digest.description == row.txDigestBase58)
      #expect(data.digest.bytes.bytes == row.txDigestHex.bytes)
      #expect(data.signingDigest.bytes == row.signedMessageHex.bytes)
      let signed = data.signed(with: key)
      #expect(signed.bcsBytes == row.signedTransactionBcsHex.bytes, "\(row.name)")
      let signature = try #require(Ed25519Signature(row.signatureHex.bytes))
      let publicKey = Ed25519PublicKey(bytes: try #require(Bytes32(row.publicKeyHex.bytes)))
      #expect(signed.signature == .ed25519(signature, publicKey: publicKey))
      #expect(signed.isSignatureValid)
      #expect(try SignedTransaction(bcsBytes: row.signedTransactionBcsHex.bytes) == signed)
      if let modelID = row.modelIdReturned {
        #expect(ModelID.derived(from: data.digest, creationNumber: 0).bytes.bytes == modelID.bytes)
      }
      if let url = row.urlSigned, case .commitModel(let commit) = data.kind {
        #expect(commit.manifest.url.text == url)
      }
    }
  }

  @Test("every random transaction of every kind does, also for another sender")
  func fuzzedTransactions() throws {
    let key = try signer()
    #expect(Set(fuzzed.vectors.map(\.kindIndex)) == Set(0..<26))
    for row in fuzzed.vectors {
      let data = try TransactionData(bcsBytes: row.txBcsHex.bytes)
      #expect(data.kind.name == row.kind)
      #expect(data.kind.index == row.kindIndex)
      #expect(data.bcsBytes == row.txBcsHex.bytes, "\(row.kind)")
      #expect(data.digest.description == row.txDigestBase58)
      #expect(data.signingDigest.bytes == row.signingDigestHex.bytes)
      let signed = data.signed(with: key)
      let signature = try #require(Ed25519Signature(row.signatureHex.bytes))
      #expect(signed.signature == .ed25519(signature, publicKey: key.publicKey))
      #expect(signed.isSignatureValid == (data.sender == SomaAddress(key.publicKey)))
    }
  }

  @Test("a transaction cut off anywhere is refused and never traps")
  func truncations() throws {
    for row in fuzzed.vectors where row.txBcsHex.bytes.count < 2000 {
      let bytes = row.txBcsHex.bytes
      for count in 0..<bytes.count {
        #expect(throws: BCSError.self) {
          _ = try TransactionData(bcsBytes: Array(bytes[..<count]))
        }
      }
      #expect(throws: BCSError(.trailingBytes(count: 1), at: bytes.count)) {
        _ = try TransactionData(bcsBytes: bytes + [0])
      }
    }
  }

  @Test("a signed transaction has one transaction, the intent of one, and one signature")
  func envelope() throws {
    let row = try #require(captured.transactions.first)
    let bytes = row.signedTransactionBcsHex.bytes
    let signatureCount = bytes.count - 99  // one byte before the 98 of length and signature
    for offset in [0, 1, 2, 3, signatureCount] {
      var changed = bytes
      changed[offset] ^= 2
      let error = #expect(throws: BCSError.self) {
        _ = try SignedTransaction(bcsBytes: changed)
      }
      guard case .invalidValue(type: "Transaction", _) = error?.reason else {
        Issue.record("byte \(offset): \(String(describing: error))")
        continue
      }
    }
  }

  @Test("two forms of PayCoins that are one in protobuf stay two in BCS (flow.json)")
  func payCoinsForms() throws {
    struct Flow: Decodable {
      struct Form: Decodable {
        let txBcsHex: HexBytes
        let digestSent: String
      }
      let none: Form
      let empty: Form
      enum CodingKeys: String, CodingKey {
        case none = "pay_coins amounts none"
        case empty = "pay_coins amounts empty"
      }
    }
    let url = Bundle.module.bundleURL.appending(path: "Vectors/flow.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom { path in
      let key = path[path.count - 1].stringValue
      return VectorKey(
        stringValue: key == "tx_bcs_hex" ? "txBcsHex" : key == "digest_sent" ? "digestSent" : key)
    }
    let flow = try decoder.decode(Flow.self, from: Data(contentsOf: url))
    for (form, expected) in [(flow.none, nil), (flow.empty, [])] as [(Flow.Form, [Amount]?)] {
      let data = try TransactionData(bcsBytes: form.txBcsHex.bytes)
      guard case .payCoins(let payment) = data.kind else {
        Issue.record("not PayCoins")
        continue
      }
      #expect(payment.amounts == expected)
      #expect(data.digest.description == form.digestSent)
    }
  }
}

private struct VectorKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
