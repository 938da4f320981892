public import Manifest
public import SomaCrypto
public import SomaTypes

/// A plan that was reviewed: bound to what it was made from and to what it brings about, not to the epoch
/// in which it was made.
public struct SavedPlan: Equatable, Sendable {
  /// What it was made from.
  public var basis: Basis
  /// What was reviewed.
  public var consequences: Consequences

  /// What a plan is made from.
  public struct Basis: Equatable, Sendable {
    /// The digest of the resolved manifests.
    public var manifests: Bytes32
    /// Which state; `nil` for a plan that was made without one.
    public var lineage: String?
    /// Which chain.
    public var chain: CheckpointDigest
    /// The owners, by wallet.
    public var owners: [ResourceName: SomaAddress]

    /// Creates a basis.
    public init(
      manifests: Bytes32, lineage: String?, chain: CheckpointDigest,
      owners: [ResourceName: SomaAddress]
    ) {
      self.manifests = manifests
      self.lineage = lineage
      self.chain = chain
      self.owners = owners
    }
  }

  /// Why a saved plan must not be carried out any more.
  public enum Staleness: Hashable, Sendable {
    /// The manifests are others now.
    case manifestsChanged
    /// It was made from another state.
    case anotherState
    /// It was made for another chain.
    case anotherChain
    /// A wallet has another owner now.
    case ownersChanged
    /// Carrying it out now would do something irreversible that was not reviewed.
    case newConsequence(IrreversibleAction)
    /// It would cost more than was reviewed.
    case dearer(reviewed: Amount, now: Amount)
    /// The last epoch that was reviewed is over.
    case expired(last: Epoch, now: Epoch)
  }

  /// Saves what was reviewed.
  public init(basis: Basis, consequences: Consequences) {
    self.basis = basis
    self.consequences = consequences
  }

  /// What makes it stale. That an epoch passed does not.
  ///
  /// - Parameters:
  ///   - basis: What a plan would be made from now.
  ///   - plan: The plan that would be carried out now.
  /// - Returns: Every reason, or none if it may be carried out.
  public func staleness(against basis: Basis, _ plan: Plan) -> Set<Staleness> {
    var reasons: Set<Staleness> = []
    if basis.manifests != self.basis.manifests { reasons.insert(.manifestsChanged) }
    if let lineage = self.basis.lineage, lineage != basis.lineage { reasons.insert(.anotherState) }
    if basis.chain != self.basis.chain { reasons.insert(.anotherChain) }
    if basis.owners != self.basis.owners { reasons.insert(.ownersChanged) }
    let now = Consequences(of: plan, until: consequences.lastEpoch)
    for action in now.irreversible
    where !consequences.irreversible.contains(where: { $0.allows(action) }) {
      reasons.insert(.newConsequence(action))
    }
    if now.upperBound > consequences.upperBound {
      reasons.insert(.dearer(reviewed: consequences.upperBound, now: now.upperBound))
    }
    if let epoch = plan.epoch, epoch > consequences.lastEpoch {
      reasons.insert(.expired(last: consequences.lastEpoch, now: epoch))
    }
    return reasons
  }
}
