public import SomaTypes

/// The settings of the SOMA command line, `client.yaml`. Steward reads this file and never writes it.
///
/// Read as the command line reads it: every scalar is a text, quoted or not, null is nothing, and
/// keys that nobody knows are left alone. Stricter in what makes the choice of a network or a key
/// ambiguous: aliases occur once, and an active address has all its digits.
///
/// Source: `sdk/src/client_config.rs` and `soma-keys/src/keystore.rs` of the chain, at
/// testnet-v0.1.21.
public struct ClientConfig: Equatable, Sendable {
  /// Where private keys are.
  public enum KeystoreLocation: Equatable, Sendable {
    /// In a file; its path as written, relative to the working directory unless it begins with `/`.
    case file(String)
    /// In `client.yaml` itself. The keys are not kept.
    case inMemory
  }

  /// A network that the command line knows.
  public struct Environment: Equatable, Sendable {
    /// Its name; no other environment has the same.
    public var alias: String

    /// The URL of its fullnode, as written. Not checked here.
    public var rpc: String

    /// The chain id that the command line has cached, in Base58, as written; `nil` before the first
    /// contact. A hint: only the network itself knows.
    public var chainID: String?

    /// Whether a user name and password are set. They are not kept: the command line does not send
    /// them either.
    public var hasBasicAuth: Bool

    /// Creates an environment.
    public init(alias: String, rpc: String, chainID: String? = nil, hasBasicAuth: Bool = false) {
      self.alias = alias
      self.rpc = rpc
      self.chainID = chainID
      self.hasBasicAuth = hasBasicAuth
    }
  }

  /// Where the owner's keys are.
  public var keystore: KeystoreLocation

  /// Where further keys are, when the file says so.
  public var externalKeys: KeystoreLocation?

  /// The networks, in the order of the file.
  public var environments: [Environment]

  /// The network in use: the one that `active_env` names, otherwise the first. `nil` only when there
  /// is none at all.
  public var activeEnvironment: Environment?

  /// The address in use, when one is set.
  public var activeAddress: SomaAddress?

  /// Creates a configuration.
  public init(
    keystore: KeystoreLocation, externalKeys: KeystoreLocation? = nil,
    environments: [Environment], activeEnvironment: Environment? = nil,
    activeAddress: SomaAddress? = nil
  ) {
    self.keystore = keystore
    self.externalKeys = externalKeys
    self.environments = environments
    self.activeEnvironment = activeEnvironment
    self.activeAddress = activeAddress
  }

  /// Reads the content of a `client.yaml`.
  ///
  /// - Parameters:
  ///   - yaml: The whole file.
  ///   - file: Its path, as the person gave it.
  /// - Throws: ``ClientConfigError/invalid(_:)`` with everything that is wrong.
  public init(yaml: [UInt8], file: String) throws(ClientConfigError) {
    var parser = ClientConfigParser()
    guard let config = parser.parse(yaml, file: file) else { throw .invalid(parser.problems) }
    self = config
  }
}
