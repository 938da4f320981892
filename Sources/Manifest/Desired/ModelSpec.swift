public import SomaTypes

/// Everything that an owner declared about one model, with defaults filled in and names resolved.
///
/// This alone is enough to act: an accepted spec is journaled as ``ManifestSet/canonicalBytes``, and
/// `reconcile` runs from it without any manifest.
public struct ModelSpec: Equatable, Sendable {
  /// The owner's name for the model. Unique in a set.
  public var name: ResourceName
  /// What is wanted of the model.
  public var lifecycle: ModelLifecycle = .active
  /// The chain on which it lives.
  public var network: NetworkSpec
  /// Who owns it and signs for it.
  public var wallet: WalletSpec
  /// Where its ciphertext is served.
  public var host: HostSpec
  /// The id of a model that exists already and is to be adopted; `nil` for one that is to be created, and for
  /// one whose id the journal knows.
  public var modelID: ModelID?
  /// Which architecture the weights have.
  public var architecture: ArchitectureSpec = .automatic
  /// The weights.
  public var weights: WeightsSpec
  /// The embedding.
  public var embedding: EmbeddingSpec
  /// What the owner keeps of the rewards; 0 to 10 000 basis points.
  public var commission: BasisPoints
  /// How much is staked.
  public var stake = StakeSpec()
  /// How a commit is prepared and revealed.
  public var reveal = RevealSpec()
  /// When new weights are committed.
  public var update = UpdateSpec()
  /// What to do where the chain differs from this.
  public var drift = DriftSpec()
  /// What may happen without asking.
  public var limits = LimitsSpec()
  /// How often the served object is looked at.
  public var probe = ProbeSpec()
  /// Which objects are kept.
  public var retention = RetentionSpec()
  /// Which master secret the keys of releases are derived from.
  public var keyring: KeyringSpec = .configured
  /// What happens to rewards that can be claimed.
  public var earnings: EarningsPolicy = .manual
  /// The name that this model had before.
  public var movedFrom: ResourceName?
  /// The id of a lost model that this one may be created instead of.
  public var replaces: ModelID?
  /// Approves the retirement of the model with this id, and of no other.
  public var retire: ModelID?

  /// Creates a spec with the defaults of the manifest language in every other field.
  public init(
    name: ResourceName, network: NetworkSpec, wallet: WalletSpec, host: HostSpec,
    weights: WeightsSpec, embedding: EmbeddingSpec, commission: BasisPoints
  ) {
    self.name = name
    self.network = network
    self.wallet = wallet
    self.host = host
    self.weights = weights
    self.embedding = embedding
    self.commission = commission
  }
}

/// What an owner wants of a model.
public enum ModelLifecycle: String, CaseIterable, Sendable {
  /// Created if it does not exist, and kept up to date.
  case active
  /// No new obligations: no create, no commit, no stake. Reveals, repairs and alarms go on.
  case paused
  /// Deactivated for good. Needs an approval of its own.
  case retired
}

/// Which architecture version a model is created with.
public enum ArchitectureSpec: Hashable, Sendable {
  /// The one that the chain asks for at that time.
  case automatic
  /// This one; when the chain asks for another, nothing is created.
  case version(UInt64)
}

/// What happens to rewards of a model that can be claimed.
public enum EarningsPolicy: String, CaseIterable, Sendable {
  /// The owner claims them by hand.
  case manual
  /// They are claimed by `reconcile`, after everything that is more urgent.
  case auto
}
