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
  ///
  /// `last` is what is left to do when all that could refuse has agreed; what it throws ends the
  /// attempt.
  borrowing func create(
    _ choice: KeyringSetup.Choice, at path: String, last: () throws -> Void = {}
  ) throws {
    try failing(with: .invalidInput) {
      let bytes = try file(choice.protection, unattended: choice.unattended)
      try KeyringFile(path: path).create(bytes) {
        try prove($0, choice)
        try last()
      }
    }
  }

  /// Writes this keyring in the place of the one that was read.
  ///
  /// `last` is as in ``create(_:at:last:)``.
  borrowing func replace(
    _ old: KeyringHeader, _ choice: KeyringSetup.Choice, at path: String,
    last: () throws -> Void = {}
  ) throws {
    try failing(with: .invalidInput) {
      let bytes = try file(choice.protection, for: old.purpose, unattended: choice.unattended)
      try KeyringFile(path: path).replace(old, with: bytes) {
        try prove($0, choice)
        try last()
      }
    }
  }

  /// Opens what was written and compares the masters; then once more, in the way of cron.
  private borrowing func prove(
    _ sealed: borrowing SealedKeyring, _ choice: KeyringSetup.Choice
  ) throws {
    let isSame =
      switch choice.protection {
      case .plain: try sealed.open().isEqual(to: self)
      case .passphrase(let passphrase, _):
        try sealed.open(passphrase: passphrase.bytes).isEqual(to: self)
      }
    guard isSame else { throw KeyringError.damaged(.seal) }
    if choice.isNew {
      try failing(with: .secretUnavailable) { try choice.unattended.requireOpening(sealed) }
    }
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
