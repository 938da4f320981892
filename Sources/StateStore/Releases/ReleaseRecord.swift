public import SomaCrypto
public import SomaTypes

/// The weights of a model with their key, and how far they have come.
public struct ReleaseRecord: Equatable, Sendable {
  /// How far a release has come: `found → sealed → hosted → verified`, or `rejected`.
  public enum State: Equatable, Sendable {
    /// The content is known.
    case found
    /// The ciphertext was made, and has this checksum.
    case sealed(Checksum)
    /// The ciphertext was handed to a host, which serves it at this URL.
    case hosted(Checksum, url: String)
    /// All of it was fetched from there, and is right.
    case verified(Checksum, url: String)
    /// It is not fit to be published; why.
    case rejected(String)
  }

  /// Its id.
  public var id: ReleaseID
  /// The name under which its key is derived: the model's at its first apply.
  public var keyName: String
  /// BLAKE2b-256 of the weights.
  public var plaintext: Bytes32
  /// Length of the weights in bytes, which is that of the ciphertext.
  public var size: UInt64
  /// The hash of its key.
  public var keyHash: DecryptionKeyCommitment
  /// How far it has come.
  public var state: State
  /// When that changed.
  public var changedAt: Moment

  /// Creates a record.
  public init(
    id: ReleaseID, keyName: String, plaintext: Bytes32, size: UInt64,
    keyHash: DecryptionKeyCommitment, state: State = .found, changedAt: Moment
  ) {
    self.id = id
    self.keyName = keyName
    self.plaintext = plaintext
    self.size = size
    self.keyHash = keyHash
    self.state = state
    self.changedAt = changedAt
  }
}
