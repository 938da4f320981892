public import SomaCrypto

/// How a keyring that is written is to be protected.
public enum KeyringProtection: Sendable {
  /// By the mode of the file alone.
  case plain
  /// Sealed under a passphrase, at a cost for each try.
  case passphrase(Passphrase, cost: Argon2id)
}

/// A passphrase in guarded memory, which several may hold. It does not print.
public final class Passphrase: Sendable {
  /// The fewest characters of a new one.
  public static let minimumLength = 12

  /// The bytes, UTF-8 as they were typed.
  public let bytes: SecretBytes

  /// Takes over the bytes.
  public init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

  /// How many characters (Unicode scalars) it has, as far as it is UTF-8.
  public var characterCount: Int {
    // All bytes but those that continue a character.
    bytes.withUnsafeBytes { bytes in bytes.count { $0 & 0xc0 != 0x80 } }
  }

  /// Whether both are the same; takes the same time either way.
  public func isEqual(to other: Passphrase) -> Bool { bytes.isEqual(to: other.bytes) }
}

extension Passphrase: CustomStringConvertible, CustomReflectable {
  /// That it is not shown.
  public var description: String { "<redacted>" }

  /// Nothing, so that `dump` shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
