public import Custody
public import Manifest
import SomaCrypto
import Synchronization

/// The keyrings of a run, each opened once and only when a step needs it, by the way that works without a
/// person.
public final class RunSecrets: Sendable {
  /// A keyring in memory.
  public final class Unlocked: Sendable {
    /// The keyring.
    public let keyring: Keyring

    init(_ keyring: consuming Keyring) { self.keyring = keyring }
  }

  private let configured: KeyringSource
  private let opened = Mutex<[KeyringSpec: Unlocked]>([:])

  /// Names the keyring of this machine.
  public init(configured: KeyringSource) { self.configured = configured }

  /// The keyring that a model names.
  ///
  /// - Throws: `KeyringError`, what reading a secret throws; ``StepError/keyringPlace(_:)``.
  public func keyring(_ spec: KeyringSpec) throws -> Unlocked {
    if let known = opened.withLock({ $0[spec] }) { return known }
    let unlocked = Unlocked(try source(spec).unlock())
    opened.withLock { $0[spec] = unlocked }
    return unlocked
  }

  /// Where a keyring is, and how it is opened. A drill opens it anew.
  ///
  /// - Throws: ``StepError/keyringPlace(_:)``.
  public func source(_ spec: KeyringSpec) throws(StepError) -> KeyringSource {
    switch spec {
    case .configured: return configured
    case .file(let path, let passphrase):
      return KeyringSource(.file(path), passphrase: passphrase.map { SecretSource($0) })
    case .master(let reference):
      switch SecretSource(reference) {
      case .file(let path): return KeyringSource(.file(path))
      case .credential(let name): return KeyringSource(.credential(name))
      case .command(let command): return KeyringSource(.command(command))
      case .environment(let name): throw .keyringPlace("The variable \(name)")
      case .standardInput: throw .keyringPlace("Standard input")
      }
    }
  }
}
