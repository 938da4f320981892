public import SomaTypes

/// An account that owns models, and how its transactions are signed.
public struct WalletSpec: Equatable, Sendable {
  /// Its name in the set.
  public var name: ResourceName
  /// The address that must sign. `nil` is what the key has at the first apply; it is pinned then.
  public var address: SomaAddress?
  /// What signs.
  public var key: WalletKey

  /// Creates a spec.
  public init(name: ResourceName, address: SomaAddress? = nil, key: WalletKey) {
    self.name = name
    self.address = address
    self.key = key
  }
}

/// What signs the transactions of a wallet.
public enum WalletKey: Hashable, Sendable {
  /// A key of the wallet files of SOMA's own command line: the account with this alias, or the active one, in
  /// this directory (absolute), or the usual one.
  case keystore(account: String?, directory: String?)
  /// A secret key in any spelling.
  case secret(SecretReference)
  /// A program that signs: a hardware module, a key service, another machine. The time-out is in seconds.
  case external(command: [String], timeoutSeconds: UInt32)
  /// Nothing here does: transactions are written to files, signed elsewhere, and submitted.
  case offline
}
