import Custody
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport

/// The secrets of the owner in these tests: always the same ones, so that they can be looked for.
enum OwnerSecrets {
  static let master = bytes(1)
  static let otherMaster = bytes(2)
  static let walletSeed = bytes(3)
  static let otherWalletSeed = bytes(4)
  static let passphrase = "xw7Qk2-Lm9Zr4.bT6Yh8+Np3Vd5_cJ1f"

  // Not the generator of the weights, whose outputs are parts of one long sequence.
  private static func bytes(_ seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return generator.bytes(32)
  }

  /// The words of a master, one after the other.
  static func words(of bytes: [UInt8]) throws -> [String] {
    let master = try Master(SecretBytes(copying: bytes))
    return try master.words().withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      .split(separator: " ").map(String.init)
  }

  /// A keyring with one master.
  static func keyring(of bytes: [UInt8]) throws -> Keyring {
    try Keyring(Master(SecretBytes(copying: bytes)), at: 1_700_000_000)
  }

  static func masterID(of bytes: [UInt8]) throws -> Custody.MasterID {
    try Master(SecretBytes(copying: bytes)).id
  }

  static func key(_ seed: [UInt8]) throws -> Ed25519SecretKey {
    try Ed25519SecretKey(seed: SecretBytes(copying: seed))
  }

  static func address(_ seed: [UInt8]) throws -> SomaAddress {
    SomaAddress(try key(seed).publicKey)
  }
}

extension URL {
  /// Writes a file of mode 0600, with its directories.
  func writeSecret(_ bytes: some Sequence<UInt8>) throws {
    try FileManager.default.createDirectory(
      at: deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: self)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}
