import Custody
import Glibc
import SomaCrypto

/// The time of entries and records.
enum SystemTime {
  /// Seconds since 1970.
  static var now: UInt64 { UInt64(max(0, time(nil))) }
}

extension Keyring {
  /// Writes a keyring where there is none, and opens it again as cron will.
  borrowing func create(_ choice: KeyringSetup.Choice, at path: String) throws {
    try failing(with: .invalidInput) {
      let bytes = try file(choice.protection, unattended: choice.unattended)
      try KeyringFile(path: path).create(bytes) { try prove($0, choice.protection) }
    }
  }

  /// Writes this keyring in the place of the one that was read.
  borrowing func replace(
    _ old: KeyringHeader, _ choice: KeyringSetup.Choice, at path: String
  ) throws {
    try failing(with: .invalidInput) {
      let bytes = try file(choice.protection, for: old.purpose, unattended: choice.unattended)
      try KeyringFile(path: path).replace(old, with: bytes) { try prove($0, choice.protection) }
    }
  }

  /// Opens what was written and compares the masters.
  private borrowing func prove(
    _ sealed: borrowing SealedKeyring, _ protection: KeyringProtection
  ) throws {
    let isSame =
      switch protection {
      case .plain: try sealed.open().isEqual(to: self)
      case .passphrase(let passphrase, _):
        try sealed.open(passphrase: passphrase.bytes).isEqual(to: self)
      }
    guard isSame else { throw KeyringError.damaged(.seal) }
  }
}

extension KeyringFile {
  /// Refuses a name that is taken, before anybody is asked anything.
  func requireAbsence() throws {
    guard access(path, F_OK) != 0 else { throw KeyringError.exists(path) }
  }
}

extension KeyringSetup.Choice {
  /// How the keyring is protected, for a result.
  var outputFields: [OutputValue.Field] {
    let isPlain = if case .plain = protection { true } else { false }
    return [
      .init("protection", isPlain ? "plain" : "passphrase"),
      .init("unattended", isPlain ? "not needed" : unattended.description),
    ]
  }
}
