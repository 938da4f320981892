public import Manifest
public import SomaTypes

/// A model in danger; a person is needed (exit status 10).
public struct Risk: Hashable, Sendable {
  /// The model; `nil` when it is all of them.
  public var model: ResourceName?
  /// What the danger is.
  public var kind: Kind

  /// The dangers.
  public enum Kind: Hashable, Sendable {
    /// The window is open and more than a quarter is gone without a reveal.
    case windowPassing(commitEpoch: Epoch, gone: EpochSpan)
    /// A Created model is in its last epoch, or past it, and cannot be committed.
    case createdCannotCommit(since: Epoch)
    /// No proven packet and key for a commitment that lives.
    case packetUnproven
    /// The signer of a commitment that lives does not answer.
    case signerUnreachable
    /// Fewer than two usable coins while a commitment lives.
    case tooFewCoins(usable: Int)
    /// A first commit or a reveal was sent and nobody knows what became of it.
    case unresolved(ActionKind)
    /// The served object cannot be fetched, for longer than a hiccup.
    case unreachable
    /// No observation counted for more than a quarter of an epoch while a commitment lives.
    case blind(Ignorance)
    /// The pending commit on the chain is not in the journal; half of the pool goes if nobody reveals it.
    case unknownFirstCommit(commitEpoch: Epoch)
    /// The dimension of embeddings changed between commit and reveal: to reveal may harm the network and
    /// the model's selection, not to reveal costs half of the pool if it is the first.
    case dimensionChanged(content: UInt64, chain: UInt64, isFirst: Bool)
    /// Validators report the model as unavailable; at 6667 of 10 000 it loses 95 % and is over.
    case reported(power: UInt64)
    /// The protocol version is unknown while a commitment lives; the reveal is simulated first.
    case unknownProtocol(UInt64)
  }

  /// Creates a risk.
  public init(model: ResourceName?, kind: Kind) {
    self.model = model
    self.kind = kind
  }
}

/// Something that is lost (exit status 11).
public struct Loss: Hashable, Sendable {
  /// The model.
  public var model: ResourceName
  /// What is lost.
  public var kind: Kind

  /// The losses.
  public enum Kind: Hashable, Sendable {
    /// The model is Inactive without our doing: slashed, and over.
    case inactive(ModelID)
    /// A Created model was not committed in time; its pool is halved at every boundary.
    case halved(ModelID, since: Epoch)
    /// The window of the first commit closed; the model is over at the next cleanup.
    case windowMissed(commitEpoch: Epoch)
    /// An update was not revealed in time and is dropped; the old weights are live. Reported once.
    case updateLapsed(commitEpoch: Epoch)
  }

  /// Creates a loss.
  public init(model: ResourceName, kind: Kind) {
    self.model = model
    self.kind = kind
  }
}

/// Something that is wrong, but neither a risk nor a loss.
public struct Problem: Hashable, Sendable {
  /// The model; `nil` when it is about all of them.
  public var model: ResourceName?
  /// What is wrong.
  public var kind: Kind

  /// What can be wrong.
  public enum Kind: Hashable, Sendable {
    /// Nothing is known of the model or of the chain.
    case unknown(Ignorance)
    /// The chain has a model of ours, or moved coins of ours, that the journal does not know.
    case journalBehindChain(models: [ModelID], coins: [ObjectID])
    /// The journal has a model that the chain does not show.
    case missingOnChain(ModelID)
    /// Another account owns the model.
    case foreignOwner(ModelID)
    /// The chain is not as declared, and the policy is to leave it, or to stop.
    case chainDiffers(ModelID, what: Drift, stops: Bool)
    /// The declared content differs from the accepted one, and the policy is to refuse.
    case contentChanged
    /// In the journal, but not declared any more. Nothing is deactivated for that.
    case notDeclared
    /// No model at all is declared, though the journal has some.
    case nothingDeclared
    /// The Created model lost stake and must never be staked to.
    case impaired(ModelID)
    /// Two declared models claim the same model on the chain.
    case claimedTwice(ModelID)
  }

  /// What differs from the manifest, where the policy is not to mend it.
  public enum Drift: String, Hashable, Sendable {
    /// The commission.
    case commission
    /// Our stake.
    case stake
    /// A pending update that is not ours.
    case pendingUpdate
  }

  /// Creates a problem.
  public init(model: ResourceName?, kind: Kind) {
    self.model = model
    self.kind = kind
  }
}
