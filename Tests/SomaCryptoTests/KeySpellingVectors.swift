import Foundation
import TestSupport
import Testing

/// One row of `keypairs.json`.
struct KeyPairRow: Decodable, Sendable, CustomTestStringConvertible {
  var secretHex: String
  var publicKeyHex: String
  var address: String
  var bech32: String
  var keystoreBase64: String
  var publicKeyBase64: String

  var testDescription: String { address }

  static let all: [KeyPairRow] = rows("keypairs")

  private enum CodingKeys: String, CodingKey {
    case secretHex = "secret_hex"
    case publicKeyHex = "public_key_hex"
    case address, bech32
    case keystoreBase64 = "keystore_base64"
    case publicKeyBase64 = "public_key_base64_flagged"
  }
}

/// One row of `keypair_edge_cases.json`.
struct KeyEdgeCase: Decodable, Sendable, CustomTestStringConvertible {
  /// A text, or the bytes themselves.
  enum Input: Decodable, Sendable {
    case text(String)
    case bytes([UInt8])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {  // not a string: a list
        self = .text(text)
      } else {
        self = .bytes(try container.decode([UInt8].self))
      }
    }
  }

  var name: String
  var via: String
  var input: Input
  var accepted: Bool
  var address: String?

  var testDescription: String { name }

  static let all: [KeyEdgeCase] = rows("keypair_edge_cases")

  private enum CodingKeys: String, CodingKey {
    case name = "case"
    case via, input, accepted, address
  }
}

/// One phrase of `bip39.json` or of the valid ones in `mnemonics.json`.
struct PhraseRow: Decodable, Sendable, CustomTestStringConvertible {
  var mnemonic: String
  var entropyHex: String?
  var seedHex: String
  var secretHex: String
  var address: String

  var testDescription: String { address }

  static let all: [PhraseRow] = rows("bip39") + MnemonicVectors.all.valid

  private enum CodingKeys: String, CodingKey {
    case mnemonic, address
    case entropyHex = "entropy_hex"
    case seedHex = "bip39_seed_hex"
    case secretHex = "secret_hex"
  }
}

/// `mnemonics.json`.
struct MnemonicVectors: Decodable, Sendable {
  struct EdgeCase: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var mnemonic: String
    var accepted: Bool
    var address: String?

    var testDescription: String { name }

    private enum CodingKeys: String, CodingKey {
      case name = "case"
      case mnemonic, accepted, address
    }
  }

  var valid: [PhraseRow]
  var edgeCases: [EdgeCase]

  static let all: MnemonicVectors = rows("mnemonics")

  private enum CodingKeys: String, CodingKey {
    case valid
    case edgeCases = "edge_cases"
  }
}

/// One row of `slip0010.json`.
struct DerivationRow: Decodable, Sendable {
  var seedHex: String
  var path: [UInt32]
  var secretHex: String

  static let all: [DerivationRow] = rows("slip0010")

  private enum CodingKeys: String, CodingKey {
    case seedHex = "seed_hex"
    case path
    case secretHex = "secret_hex"
  }
}

/// One row of `bech32.json`.
struct Bech32Row: Decodable, Sendable, CustomTestStringConvertible {
  var text: String
  var prefix: String
  var payloadHex: String?
  var refused: String?

  var testDescription: String { refused ?? text }

  static let all: [Bech32Row] = rows("bech32")

  private enum CodingKeys: String, CodingKey {
    case text, prefix, refused
    case payloadHex = "payload_hex"
  }
}

/// Test arguments cannot throw; a missing file must not pass as an empty table.
private func rows<Vectors: Decodable>(_ name: String) -> Vectors {
  do { return try vectors(name, in: .module, keys: .useDefaultKeys) } catch {
    preconditionFailure("\(name).json: \(error)")
  }
}
