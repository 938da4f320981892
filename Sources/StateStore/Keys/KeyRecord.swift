public import SomaTypes

/// A key of weights, as far as the state knows it: never the key itself.
public struct KeyRecord: Equatable, Sendable {
  /// Where a key comes from.
  public enum Origin: Equatable, Sendable {
    /// From a master, for a release: the words give it again.
    case derived(MasterID, ReleaseID)
    /// From somewhere else: it reveals, never seals, and the words do not cover it.
    case imported
  }

  /// BLAKE2b-256 of the key.
  public var hash: DecryptionKeyCommitment
  /// Where it comes from.
  public var origin: Origin
  /// The epoch of its reveal, since which everyone knows it.
  public var publicSince: Epoch?

  /// Creates a record.
  public init(hash: DecryptionKeyCommitment, origin: Origin, publicSince: Epoch? = nil) {
    self.hash = hash
    self.origin = origin
    self.publicSince = publicSince
  }
}
