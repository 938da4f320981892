import SomaTypes

extension WalletSpec {
  /// What `spec` of a Wallet may say.
  static let record = Record<WalletSpec>(
    "a wallet", initial: WalletSpec(name: .default, key: .offline),
    [
      Field(
        "address", optional: \.address, .identifier("an address", prefix: ""),
        """
        The address that must sign. When absent, the one that the key has at the first apply; from then on no \
        other is accepted.
        """),
      Field(
        "key", \.key, WalletKey.format, isRequired: true,
        "What signs. Never the key itself: only where it is."),
    ],
    check: { wallet, places, decoder in
      let needsAddress =
        switch wallet.key {
        case .external, .offline: true
        case .keystore, .secret: false
        }
      if needsAddress, wallet.address == nil {
        decoder.report(
          .missing("address", in: "a wallet whose key is elsewhere"), in: "address",
          at: places.place(of: "key"))
      }
    })
}

/// `keystore: {…}` as the manifest has it.
private struct KeystoreDraft: Sendable {
  var account: String?
  var directory: String?

  static let record = Record<KeystoreDraft>(
    "a keystore", initial: KeystoreDraft(),
    [
      Field(
        "account", optional: \.account, .line,
        "The alias or the address of an account. When absent, the active one."),
      Field(
        "directory", optional: \.directory, .path,
        "The wallet's directory. When absent, `$SOMA_CONFIG_DIR` or `~/.soma/soma_config`."),
    ])
}

/// `external: {…}` as the manifest has it.
private struct ExternalDraft: Sendable {
  var command: [String] = []
  var timeoutSeconds: UInt32 = 60

  static let record = Record<ExternalDraft>(
    "an external signer", initial: ExternalDraft(),
    [
      Field(
        "command", \.command, .command, isRequired: true,
        "The program and its arguments; `docs/external-signer.md` says what it reads and writes."),
      Field("timeout", \.timeoutSeconds, .seconds(1...3600), "How long it may take."),
    ])
}

extension Variant where Whole == WalletKey, Part == KeystoreDraft {
  fileprivate static var keystore: Variant {
    Variant(
      { WalletKey.keystore(account: $0.account, directory: $0.directory) },
      { key in
        guard case .keystore(let account, let directory) = key else { return nil }
        return KeystoreDraft(account: account, directory: directory)
      })
  }
}

extension Variant where Whole == WalletKey, Part == ExternalDraft {
  fileprivate static var external: Variant {
    Variant(
      { WalletKey.external(command: $0.command, timeoutSeconds: $0.timeoutSeconds) },
      { key in
        guard case .external(let command, let timeout) = key else { return nil }
        return ExternalDraft(command: command, timeoutSeconds: timeout)
      })
  }
}

extension Variant where Whole == WalletKey, Part == SecretReference {
  fileprivate static var secret: Variant {
    Variant(WalletKey.secret) { if case .secret(let place) = $0 { place } else { nil } }
  }
}

extension Variant where Whole == WalletKey, Part == Presence {
  fileprivate static var offline: Variant {
    Variant({ _ in .offline }, { $0 == .offline ? Presence() : nil })
  }
}

extension WalletKey {
  /// What signs.
  static let format = Record<WalletKey>(
    "a wallet's key", initial: .offline,
    exactlyOneOf: ["keystore", "secret", "external", "offline"],
    [
      Field(
        "keystore", case: .keystore, of: \.self, KeystoreDraft.record.format,
        "The wallet files of SOMA's own command line. `{}` is the active account of the usual ones."
      ),
      Field(
        "secret", case: .secret, of: \.self, SecretReference.format,
        "Where a secret key is, in any spelling."),
      Field(
        "external", case: .external, of: \.self, ExternalDraft.record.format,
        "A program that signs: a hardware module, a key service, another machine."),
      Field(
        "offline", case: .offline, of: \.self, Presence.format,
        "`{}`: transactions are written to files, signed elsewhere, and submitted."),
    ]
  ).format
}
