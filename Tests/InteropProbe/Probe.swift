import BCS
import Custody
import Diagnostics
import Foundation
import SomaCrypto
import SomaTypes

/// One request of the Python half. Which fields are there depends on `op`.
struct Request: Decodable {
  let op: String
  var secretHex: String?
  var txHex: String?
  var keyHex: String?
  var dataHex: String?
  var f32leHex: String?
  var words: String?
  var text: String?
  var url: String?
  var signedHex: String?
}

/// Turns requests into answers; an error becomes `{"error": code}`.
enum Probe {
  static func answer(_ line: String) async -> String {
    let answer: [String: String]
    do {
      answer = try await perform(JSONDecoder().decode(Request.self, from: Data(line.utf8)))
    } catch {
      answer = ["error": (error as? any Explainable)?.diagnostic.code ?? "\(error)"]
    }
    // Strings to strings always encode.
    let data = try? JSONSerialization.data(withJSONObject: answer, options: .sortedKeys)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private static func perform(_ request: Request) async throws -> [String: String] {
    switch request.op {
    case "sign":
      let data = try TransactionData(bcsBytes: Hex.decode(request.txHex ?? ""))
      let signed = data.signed(with: try key(request.secretHex))
      return [
        "signedHex": Hex.encode(signed.bcsBytes), "digest": data.digest.description,
        "signingDigestHex": data.signingDigest.description,
      ]
    case "encrypt":
      let key = try SecretBytes(copying: Hex.decode(request.keyHex ?? ""))
      let cipher = try AES256CTR.process(Hex.decode(request.dataHex ?? ""), key: key)
      return ["cipherHex": Hex.encode(cipher)]
    case "commitment":
      return ["base58": Base58.encode(Blake2b256.hash(try Hex.decode(request.dataHex ?? "")))]
    case "embeddingCommitment":
      let tensor = SomaTensor(vectorBits: bits(try Hex.decode(request.f32leHex ?? "")))
      return ["base58": tensor.commitment.description, "tensorHex": Hex.encode(tensor.bcsBytes)]
    case "keys":
      let key = try key(request.secretHex)
      let seed = try key.seed()
      return [
        "address": SomaAddress(key.publicKey).description,
        "publicKeyHex": key.publicKey.bytes.description, "bech32": try key.bech32(),
        "hex": seed.withUnsafeBytes { Hex.encode($0) },
        "base64": seed.withUnsafeBytes { Base64.encode([0] + $0) },
      ]
    case "mnemonic":
      let key = try Ed25519SecretKey(
        spelled: SecretBytes(copying: Array((request.words ?? "").utf8)))
      return [
        "secretHex": try key.seed().withUnsafeBytes { Hex.encode($0) },
        "address": SomaAddress(key.publicKey).description,
      ]
    case "url":
      return ["canonical": try CanonicalURL(request.text ?? "").text]
    case "systemState", "submit":
      return try await Client.answer(request)
    default:
      return ["error": "unknown op \(request.op)"]
    }
  }

  private static func key(_ hex: String?) throws -> Ed25519SecretKey {
    try Ed25519SecretKey(seed: SecretBytes(copying: Hex.decode(hex ?? "")))
  }

  private static func bits(_ bytes: [UInt8]) -> [UInt32] {
    stride(from: 0, to: bytes.count - 3, by: 4).map { start in
      (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) }
    }
  }
}
