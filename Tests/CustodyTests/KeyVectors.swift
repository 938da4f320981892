import Foundation
import TestSupport
import Testing

/// One row of `keypairs.json`.
struct KeyPairRow: Decodable, Sendable, CustomTestStringConvertible {
  var secretHex: String
  var publicKeyHex: String
  var bech32: String
  var keystoreBase64: String
  var publicKeyBase64: String

  var testDescription: String { publicKeyHex }

  static let all: [KeyPairRow] = vectors("keypairs")

  private enum CodingKeys: String, CodingKey {
    case secretHex = "secret_hex"
    case publicKeyHex = "public_key_hex"
    case bech32
    case keystoreBase64 = "keystore_base64"
    case publicKeyBase64 = "public_key_base64_flagged"
  }
}

/// A row of `keypair_edge_cases.json` whose input is a text, or of `mnemonics.json`.
struct SpelledRow: Decodable, Sendable, CustomTestStringConvertible {
  var name: String?
  var text: String
  var accepted: Bool
  var address: String?

  var testDescription: String { name ?? text }

  /// The edge cases of keys. One row is a list of bytes; its text is the bytes' hex.
  static let keys: [SpelledRow] = vectors("keypair_edge_cases")

  /// All phrases, edge cases too.
  static let phrases: [SpelledRow] = {
    let all: Phrases = vectors("mnemonics")
    return all.valid + all.edgeCases
  }()

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: CodingKeys.self)
    name = try row.decodeIfPresent(String.self, forKey: .name)
    accepted = try row.decodeIfPresent(Bool.self, forKey: .accepted) ?? true
    address = try row.decodeIfPresent(String.self, forKey: .address)
    if row.contains(.mnemonic) {
      text = try row.decode(String.self, forKey: .mnemonic)
    } else if let bytes = try? row.decode([UInt8].self, forKey: .input) {  // else a text
      text = bytes.map { String(format: "%02x", $0) }.joined()
    } else {
      text = try row.decode(String.self, forKey: .input)
    }
  }

  private struct Phrases: Decodable {
    var valid: [SpelledRow]
    var edgeCases: [SpelledRow]

    enum CodingKeys: String, CodingKey {
      case valid
      case edgeCases = "edge_cases"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case name = "case"
    case input, mnemonic, accepted, address
  }
}

/// Test arguments cannot throw; a missing file must not pass as an empty table.
private func vectors<Vectors: Decodable>(_ name: String) -> Vectors {
  do { return try vectors(name, in: .module, keys: .useDefaultKeys) } catch {
    preconditionFailure("\(name).json: \(error)")
  }
}
