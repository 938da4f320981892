@testable import Custody
import Foundation
import SomaCrypto
import Testing

/// Transactions that the real SDK signed.
struct SignerVectors: Decodable {
  struct Transaction: Decodable {
    var name: String
    var tx_bcs_hex: String
    var signed_message_hex: String
    var signature_hex: String
    var public_key_hex: String

    func transactionData() throws -> [UInt8] { try Hex.decode(tx_bcs_hex) }

    /// `00 || signature || public key`.
    func answer() throws -> [UInt8] { try Hex.decode("00" + signature_hex + public_key_hex) }
  }

  var signer_secret_hex: String
  var signer_address: String
  var transactions: [Transaction]

  static func load() throws -> SignerVectors {
    let url = try #require(
      Bundle.module.url(
        forResource: "signed_transactions", withExtension: "json", subdirectory: "Vectors"))
    return try JSONDecoder().decode(SignerVectors.self, from: Data(contentsOf: url))
  }

  func owner() throws -> ExternalSigner.Owner { try .init(address: signer_address) }

  func transaction(_ name: String) throws -> Transaction {
    try #require(transactions.first { $0.name == name })
  }
}

extension ExternalSigner.Owner {
  /// Takes 64 hex digits.
  init(address: String) throws {
    let yaml = "keystore: InMem\nenvs: []\nactive_address: '\(address)'\n"
    let config = try ClientConfig(yaml: Array(yaml.utf8), file: "client.yaml")
    self = .address(try #require(config.activeAddress))
  }

  /// Hashes a key as the chain does, without the code under test.
  init(addressOf key: Ed25519PublicKey) throws { try self.init(address: key.address) }
}

extension ExternalSignature {
  /// `00 || signature || public key`.
  var bytes: [UInt8] { [0] + signature.bytes + publicKey.bytes.bytes }
}
