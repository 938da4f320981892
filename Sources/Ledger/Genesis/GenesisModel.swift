public import SomaTypes

/// A model that is Active from the start, without commit and reveal.
///
/// Its id, pool and embedding are made as the chain makes them, from its position. Source: chain
/// `GenesisModelConfig`.
public struct GenesisModel: Equatable, Sendable {
  /// Its owner, who gets the receipt.
  public var owner: SomaAddress
  /// Where its weights are.
  public var manifest: ContentManifest
  /// Digest of the weights.
  public var weightsCommitment: WeightsCommitment
  /// The key of the weights.
  public var decryptionKey: DecryptionKey
  /// The owner's commission.
  public var commissionRate: BasisPoints
  /// Taken from the emission pool; may be zero.
  public var stake: Amount

  /// Creates a model.
  public init(
    owner: SomaAddress, manifest: ContentManifest, weightsCommitment: WeightsCommitment,
    decryptionKey: DecryptionKey, commissionRate: BasisPoints, stake: Amount
  ) {
    self.owner = owner
    self.manifest = manifest
    self.weightsCommitment = weightsCommitment
    self.decryptionKey = decryptionKey
    self.commissionRate = commissionRate
    self.stake = stake
  }
}
