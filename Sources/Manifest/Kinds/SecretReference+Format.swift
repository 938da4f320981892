extension Variant where Whole == SecretReference, Part == String {
  fileprivate static var file: Variant {
    Variant(SecretReference.file) { if case .file(let path) = $0 { path } else { nil } }
  }

  fileprivate static var credential: Variant {
    Variant(SecretReference.credential) { if case .credential(let name) = $0 { name } else { nil } }
  }

  fileprivate static var environment: Variant {
    Variant(SecretReference.environment) {
      if case .environment(let name) = $0 { name } else { nil }
    }
  }
}

extension Variant where Whole == SecretReference, Part == [String] {
  fileprivate static var command: Variant {
    Variant(SecretReference.command) { if case .command(let words) = $0 { words } else { nil } }
  }
}

extension SecretReference {
  /// Where a secret is found.
  static let format = Record<SecretReference>(
    "a place of a secret", initial: SecretReference.file(""),
    exactlyOneOf: ["file", "credential", "command", "env"],
    [
      Field(
        "file", case: .file, of: \.self, .path,
        "A file with mode 600."),
      Field(
        "credential", case: .credential, of: \.self,
        .token("the name of a credential", 1...255, others: "._-", example: "steward-passphrase"),
        "A credential that systemd passes on (`LoadCredential=`)."),
      Field(
        "command", case: .command, of: \.self, .command,
        "A program that prints it, and its arguments, as a list."),
      Field(
        "env", case: .environment, of: \.self, .variable,
        "An environment variable. A file or a command is safer."),
    ]
  ).format
}

extension KeyringSpec {
  /// As the manifest has it: flat.
  private struct Draft: Sendable {
    var keyring: String?
    var passphrase: SecretReference?
    var master: SecretReference?
  }

  private static let record = Record<Draft>(
    "keys", initial: Draft(), atMostOneOf: ["keyring", "master"],
    [
      Field(
        "keyring", optional: \.keyring, .path, "A keyring file, made by `steward keys create`."),
      Field(
        "passphrase", optional: \.passphrase, SecretReference.format,
        "What unlocks that file, when nobody is there to type it."),
      Field(
        "master", optional: \.master, SecretReference.format,
        "Instead of a keyring: the 32-byte master secret itself."),
    ],
    check: { draft, places, decoder in
      if draft.passphrase != nil, draft.keyring == nil {
        decoder.report(
          .contradiction(.passphraseWithoutKeyring), in: "passphrase",
          at: places.place(of: "passphrase"))
      }
    })

  /// Where the master secret is.
  static let format = record.format.map(
    { (draft: Draft) -> KeyringSpec in
      if let path = draft.keyring { return KeyringSpec.file(path, passphrase: draft.passphrase) }
      return draft.master.map(KeyringSpec.master) ?? .configured
    },
    back: { (spec: KeyringSpec) -> Draft in
      switch spec {
      case .configured: Draft()
      case .file(let path, let passphrase): Draft(keyring: path, passphrase: passphrase)
      case .master(let secret): Draft(master: secret)
      }
    })
}
