public import BCS
public import Diagnostics
public import SomaCrypto

/// Why a keyring cannot be used. Nothing of a secret is in any case.
public enum KeyringError: Error, Equatable, Sendable {
  /// How it shows that a file is not what was written.
  public enum Damage: Equatable, Sendable {
    /// The checksum at its end is not that of its bytes.
    case checksum
    /// The checksum is right and the content is not: somebody or something wrote it so.
    case malformed(BCSError.Reason)
    /// The passphrase is right and the seal is not.
    case seal
    /// A master is not the one that the header names.
    case master(MasterID)
  }

  /// There is no keyring.
  case missing(String)
  /// The bytes are something else.
  case notAKeyring
  /// It was written by a later version.
  case unknownVersion(UInt8)
  /// It is longer than any keyring, in bytes.
  case tooLong(limit: Int)
  /// The bytes are not those that were written.
  case damaged(Damage)
  /// The passphrase is another one.
  case wrongPassphrase
  /// A passphrase is needed, and there is no way to one.
  case passphraseNeeded
  /// A new passphrase has fewer characters than this.
  case shortPassphrase(minimum: Int)
  /// The keyring has masters, but not the one that is needed.
  case wrongKeyring(needed: MasterID, has: [MasterID])
  /// The passphrase would be too cheap to guess.
  case weak(Argon2id, floor: Argon2id)
  /// The file asks for more memory or time than any keyring of ours.
  case costly(Argon2id, ceiling: Argon2id)
  /// Another keyring has the name.
  case exists(String)
  /// Another process changed the keyring since it was read.
  case changed(String)
  /// What was written did not open again; the old keyring is untouched.
  case notReadBack(String)
  /// The keyring has this master already.
  case duplicateMaster(MasterID)
  /// The keyring is full.
  case tooManyMasters(limit: Int)
}

extension KeyringError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .missing(let path):
      diagnostic(
        "missing", "There is no keyring", "There is no \(path).", file: path,
        "If there is one elsewhere, name it with --keyring FILE.",
        "If there is none yet, make one:\n    steward keys create",
        "If it is lost, make it again from the words on paper:\n    steward keys import --master-id ID"
      )
    case .notAKeyring:
      diagnostic(
        "notAKeyring", "This is not a keyring", "The bytes do not begin as a keyring does.",
        "Check which file was named.")
    case .unknownVersion(let version):
      diagnostic(
        "unknownVersion", "The keyring is of a later version",
        "It has version \(version); this program knows version \(SealedKeyring.version).",
        "Use the version of Steward that wrote it, or a later one.")
    case .tooLong(let limit):
      diagnostic(
        "tooLong", "This is not a keyring", "No keyring is longer than \(limit) bytes.",
        "Check which file was named.")
    case .damaged(let damage):
      diagnostic(
        "damaged", "The keyring is damaged", damage.fact,
        "Keep the file as it is, and put a backup in its place, or import the words on paper:\n"
          + "    steward keys import --keyring NEWFILE --master-id ID",
        "Look for errors of the disk:\n    dmesg | tail")
    case .wrongPassphrase:
      diagnostic(
        "wrongPassphrase", "The passphrase is wrong",
        "The keyring is whole; it was sealed under another passphrase.",
        "Type it again. If it is lost, the words on paper give a new keyring:\n"
          + "    steward keys import --keyring NEWFILE --master-id ID")
    case .passphraseNeeded:
      diagnostic(
        "passphraseNeeded", "The keyring needs a passphrase",
        "Nobody is there to type it, and the keyring names no command, credential or file.",
        "Say where it comes from, on a terminal:\n    steward keys rewrap --passphrase-command LINE"
      )
    case .shortPassphrase(let minimum):
      diagnostic(
        "shortPassphrase", "The passphrase is too short",
        "A new passphrase has at least \(minimum) characters.",
        "Take four or more random words.")
    case .wrongKeyring(let needed, let has):
      diagnostic(
        "wrongKeyring", "The keyring does not have the master that is needed",
        "Master \(needed) is needed; the keyring has "
          + has.map(\.description).joined(separator: ", ") + ".",
        "Name the right keyring with --keyring, or add the master from its words:\n"
          + "    steward keys import --master-id \(needed)")
    case .weak(let cost, let floor):
      diagnostic(
        "weak", "The passphrase of the keyring is too cheap to guess",
        "A try costs \(cost.text); at least \(floor.text) is accepted.",
        "Steward writes no such file. Take a keyring of your own, or import the words on paper.")
    case .costly(let cost, let ceiling):
      diagnostic(
        "costly", "The keyring asks for too much memory or time",
        "A try would cost \(cost.text); at most \(ceiling.text) is accepted.",
        "Steward writes no such file: find out who did.")
    case .exists(let path):
      diagnostic(
        "exists", "There is a keyring already", "\(path) exists, and is not replaced.", file: path,
        "Add a master to it instead:\n    steward keys rotate",
        "Or name another file with --keyring.")
    case .changed(let path):
      diagnostic(
        "changed", "The keyring changed meanwhile", "Another process wrote \(path).", file: path,
        "Run the command again.")
    case .notReadBack(let path):
      diagnostic(
        "notReadBack", "The new keyring could not be read back",
        "What was written beside \(path) did not open. The keyring itself is as it was.",
        file: path, "Look for errors of the disk, then run the command again:\n    dmesg | tail")
    case .duplicateMaster(let id):
      diagnostic(
        "duplicateMaster", "The keyring has this master already", "It is master \(id).",
        "See what the keyring has:\n    steward keys list")
    case .tooManyMasters(let limit):
      diagnostic(
        "tooManyMasters", "The keyring is full", "It has \(limit) masters.",
        "Begin another keyring:\n    steward keys create --keyring FILE")
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, file: String? = nil, _ remedies: String...
  ) -> Diagnostic {
    Diagnostic(
      code: "keyring.\(name)", summary: summary, detail: detail,
      place: file.map { Place(file: $0) }, remedies: remedies)
  }
}

extension KeyringError.Damage {
  fileprivate var fact: String {
    switch self {
    case .checksum: "Its bytes are not those that were written."
    case .malformed: "Its checksum is right, but its content cannot be: Steward did not write it."
    case .seal: "The passphrase is right, but what it sealed was changed afterwards."
    case .master(let id): "What it has as master \(id) is another secret."
    }
  }
}

extension Argon2id {
  /// Such as `64 MiB and 3 passes`.
  var text: String { "\(memoryInKiB / 1024) MiB and \(passes) passes" }
}
