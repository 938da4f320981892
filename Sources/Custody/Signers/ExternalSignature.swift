import Foundation
public import SomaCrypto

/// What an external signer answered.
public struct ExternalSignature: Hashable, Sendable {
  /// Length of flag, signature and public key, in bytes.
  public static let byteCount = 1 + Ed25519Signature.byteCount + Bytes32.count

  /// Says that the signature is one of Ed25519 (WIRE.md 3.3).
  private static let flag: UInt8 = 0

  /// The signature of BLAKE2b-256(intent message).
  public let signature: Ed25519Signature

  /// The key that made it.
  public let publicKey: Ed25519PublicKey

  /// `00 || signature[64] || public key[32]`, as a signed transaction carries it.
  public var bytes: [UInt8] { [Self.flag] + signature.bytes + publicKey.bytes.bytes }

  /// The address of the key.
  public var address: Bytes32 { Self.address(of: publicKey) }

  /// Reads an answer. Proves nothing yet.
  ///
  /// - Parameter answer: One line, with or without its line break: 194 hex digits, or Base64.
  /// - Throws: ``ExternalSignerError``: `noAnswer`, `severalLines`, `notEncoded`, `wrongLength` or
  ///   `wrongFlag`.
  init(answer: [UInt8]) throws(ExternalSignerError) {
    let bytes = try Self.decode(Self.line(of: answer))
    guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
    guard bytes[0] == Self.flag else { throw .wrongFlag(bytes[0]) }
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

  /// BLAKE2b-256(`00` || public key) (WIRE.md 3.6).
  private static func address(of key: Ed25519PublicKey) -> Bytes32 {
    Blake2b256.hash([flag] + key.bytes.bytes)
  }

  /// Proves that the owner signed the message.
  ///
  /// - Throws: ``ExternalSignerError/wrongKey(expected:actual:)``,
  ///   ``ExternalSignerError/badSignature``.
  func verify(
    for intentMessage: [UInt8], owner: ExternalSigner.Owner
  ) throws(ExternalSignerError) {
    switch owner {
    case .publicKey(let expected):
      guard publicKey == expected else {
        throw .wrongKey(expected: Self.address(of: expected), actual: address)
      }
    case .address(let expected):
      guard address == expected else { throw .wrongKey(expected: expected, actual: address) }
    }
    let digest = Blake2b256.hash(intentMessage)
    guard publicKey.isValid(signature, for: digest.bytes) else { throw .badSignature }
  }
}
