import Foundation
import SomaCrypto
import SomaTypes

/// What an external signer answered.
struct ExternalSignature: Hashable, Sendable {
  /// Length of flag, signature and public key, in bytes.
  static let byteCount = 1 + Ed25519Signature.byteCount + Bytes32.count

  /// The signature of BLAKE2b-256(intent message).
  let signature: Ed25519Signature

  /// The key that made it.
  let publicKey: Ed25519PublicKey

  /// The form that a signed transaction carries.
  var userSignature: UserSignature { .ed25519(signature, publicKey: publicKey) }

  /// Reads an answer. Proves nothing yet.
  ///
  /// - Parameter answer: One line, with or without its line break: 194 hex digits, or Base64.
  /// - Throws: ``ExternalSignerError``: `noAnswer`, `severalLines`, `notEncoded`, `wrongLength` or
  ///   `wrongFlag`.
  init(answer: [UInt8]) throws(ExternalSignerError) {
    let bytes = try Self.decode(Self.line(of: answer))
    guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
    guard bytes[0] == SignatureFlag.ed25519.rawValue else { throw .wrongFlag(bytes[0]) }
    // The length is checked, so neither is nil.
    guard let signature = Ed25519Signature(Array(bytes[1..<65])), let key = Bytes32(bytes[65...])
    else { throw .wrongLength(bytes.count) }
    self.signature = signature
    publicKey = Ed25519PublicKey(bytes: key)
  }

  private static func line(of answer: [UInt8]) throws(ExternalSignerError) -> ArraySlice<UInt8> {
    var line = answer[...]
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard !line.isEmpty else { throw .noAnswer }
    guard !line.contains(UInt8(ascii: "\n")) else { throw .severalLines }
    return line
  }

  /// An answer of hex digits alone is hex: as Base64 it could not stand for 97 bytes, which end in
  /// padding.
  private static func decode(_ line: ArraySlice<UInt8>) throws(ExternalSignerError) -> [UInt8] {
    if line.allSatisfy({ Hex.value(of: $0) != nil }) {
      // Fails only for an odd number of digits.
      guard let bytes = try? Hex.decode(String(decoding: line, as: UTF8.self)) else {
        throw .notEncoded
      }
      return bytes
    }
    guard let bytes = Data(base64Encoded: Data(line)) else { throw .notEncoded }
    return Array(bytes)
  }

  /// Proves that the owner signed the message.
  ///
  /// - Throws: ``ExternalSignerError/wrongKey(expected:actual:)``,
  ///   ``ExternalSignerError/badSignature``.
  func verify(
    for intentMessage: [UInt8], owner: ExternalSigner.Owner
  ) throws(ExternalSignerError) {
    let actual = SomaAddress(publicKey)
    // A key and its address stand for each other: no two keys have one address.
    guard actual == owner.address else {
      throw .wrongKey(expected: owner.address, actual: actual)
    }
    let digest = Blake2b256.hash(intentMessage)
    guard publicKey.isValid(signature, for: digest.bytes) else { throw .badSignature }
  }
}
