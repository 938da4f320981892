import Custody
import SomaCrypto

/// Targets that read secrets.
enum SecretFuzzing {
  private static let prefix = Ed25519SecretKey.bech32Prefix

  /// What decodes writes back to the same text, in lower case.
  static func bech32(_ bytes: [UInt8]) {
    let decoded = try? bytes.withUnsafeBytes { DecodedBox(try Bech32.decode($0, prefix: prefix)) }
    guard let decoded else { return }
    let text = try? Bech32.encode(decoded.secret, prefix: prefix)
    precondition(
      text == String(decoding: bytes, as: UTF8.self).lowercased(), "Bech32 changed its text")
  }

  /// A phrase that is accepted has the words that its entropy gives.
  static func mnemonic(_ bytes: [UInt8]) {
    guard let read = try? bytes.withUnsafeBytes({ MnemonicBox(try Mnemonic(phrase: $0)) }),
      let phrase = try? read.mnemonic.phrase()
    else { return }
    let words = phrase.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    let given = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }
    precondition(words == given.joined(separator: " "), "a phrase changed")
  }

  /// Every public key of a keystore has its secret one.
  static func keystore(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { text in
      guard let store = try? Keystore(parsing: text, file: "fuzz") else { return }
      for publicKey in store.publicKeys {
        let isRight = (try? store.secretKey(for: publicKey)?.publicKey) == publicKey
        precondition(isRight, "a keystore lost a key")
      }
    }
  }

  /// Any bytes are a key or are refused.
  static func spelling(_ bytes: [UInt8]) {
    guard let secret = try? SecretBytes(copying: bytes) else { return }
    _ = try? Ed25519SecretKey(spelled: secret)
  }
}

/// `withUnsafeBytes` of an array hands on copyable results only.
private final class DecodedBox {
  let secret: SecretBytes
  init(_ secret: consuming SecretBytes) { self.secret = secret }
}

private final class MnemonicBox {
  let mnemonic: Mnemonic
  init(_ mnemonic: consuming Mnemonic) { self.mnemonic = mnemonic }
}
