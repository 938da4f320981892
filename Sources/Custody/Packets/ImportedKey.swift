public import SomaCrypto
public import SomaTypes

/// An AES key that no master gives: of a model that was committed with another tool. It can reveal,
/// it never seals, and the words on paper do not cover it. It does not print.
public final class ImportedKey: Sendable {
  /// The 32 bytes.
  public let bytes: SecretBytes

  /// Takes over 32 bytes.
  ///
  /// - Throws: `CryptoError.wrongSecretLength(expected:actual:)`.
  public init(_ bytes: consuming SecretBytes) throws {
    guard bytes.count == AES256CTR.keyByteCount else {
      throw CryptoError.wrongSecretLength(
        expected: AES256CTR.keyByteCount, actual: bytes.count)
    }
    self.bytes = bytes
  }

  /// What a commit promises of it. Safe to show.
  public var commitment: DecryptionKeyCommitment { bytes.keyCommitment() }
}

extension ImportedKey: Equatable {
  /// Compares in constant time.
  public static func == (left: ImportedKey, right: ImportedKey) -> Bool {
    left.bytes.isEqual(to: right.bytes)
  }
}

extension ImportedKey: CustomStringConvertible, CustomReflectable {
  /// The commitment, never the key.
  public var description: String { "ImportedKey(commitment: \(commitment))" }

  /// Nothing, so that `dump` shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
