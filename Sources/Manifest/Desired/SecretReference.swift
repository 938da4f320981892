/// Where a secret is found. A manifest names the place and never holds the secret itself.
public enum SecretReference: Hashable, Sendable {
  /// A file with mode 600, by its absolute path.
  case file(String)
  /// A credential that the service manager passes on, by its name.
  case credential(String)
  /// What a program prints; the program and its arguments.
  case command([String])
  /// An environment variable, by its name.
  case environment(String)
}

/// Where the master secret is that the keys of releases are derived from.
public enum KeyringSpec: Hashable, Sendable {
  /// The keyring that Steward is configured with on this machine.
  case configured
  /// A keyring file, by its absolute path, and what unlocks it if it is sealed.
  case file(String, passphrase: SecretReference?)
  /// The master secret itself.
  case master(SecretReference)
}
