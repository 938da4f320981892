import COpenSSL

/// Key derivation for Ed25519 (SLIP-0010): a tree of 32-byte seeds under one seed, hardened only.
public enum SLIP0010 {
  /// `m/44'/784'/0'/0'/0'`, where SOMA wallets have their key.
  public static let somaPath: [UInt32] = [44, 784, 0, 0, 0]

  private static let hardened: UInt32 = 0x8000_0000

  /// Derives the node at `path`.
  ///
  /// - Parameters:
  ///   - path: Indices below 2^31; each is hardened, as Ed25519 allows nothing else.
  ///   - seed: Any length; 64 bytes from a ``Mnemonic``.
  /// - Returns: The 32-byte Ed25519 seed of the node.
  /// - Throws: ``CryptoError``.
  public static func derive(
    _ path: [UInt32], from seed: borrowing SecretBytes
  ) throws -> SecretBytes {
    let label = "ed25519 seed".utf8
    var node = try hmac(key: SecretBytes(count: label.count) { $0.copyBytes(from: label) }, seed)
    for index in path { node = try child(index, of: node) }
    return try node.copy(0..<32)
  }

  /// A node is its key and its chain code, 32 bytes each.
  private static func child(
    _ index: UInt32, of node: borrowing SecretBytes
  ) throws -> SecretBytes {
    let message = try SecretBytes(count: 37) { message in
      node.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: message[1...]).copyBytes(from: $0[..<32])
      }
      message.storeBytes(of: (index | hardened).bigEndian, toByteOffset: 33, as: UInt32.self)
    }
    return try hmac(key: node.copy(32..<64), message)
  }

  private static func hmac(
    key: borrowing SecretBytes, _ message: borrowing SecretBytes
  ) throws -> SecretBytes {
    try SecretBytes(count: 64) { output in
      let result = key.withPointer { keyBytes in
        message.withPointer { messageBytes in
          HMAC(
            EVP_sha512(), keyBytes, Int32(key.count), messageBytes, message.count,
            output.bindMemory(to: UInt8.self).baseAddress, nil)
        }
      }
      guard result != nil else { throw CryptoError.libraryFailed("HMAC") }
    }
  }
}
