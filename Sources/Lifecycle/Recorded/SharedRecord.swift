public import Manifest
public import SomaTypes

/// What the journal knows that belongs to no model.
public struct SharedRecord: Equatable, Sendable {
  /// The chain that the state belongs to, pinned at the first apply.
  public internal(set) var chain: CheckpointDigest?
  /// The address of each wallet by its name, pinned at the first apply that uses it.
  public internal(set) var owners: [ResourceName: SomaAddress]
  /// The highest version that the effects of a transaction of ours gave to the system state.
  public internal(set) var highestVersion: ObjectVersion
  /// Payments of wallets to themselves, oldest first.
  public internal(set) var walletIntents: [Intent]
  /// Models of ours that the owner does not want to hear of.
  public internal(set) var forgotten: Set<ModelID>
  /// The last success of an unattended run.
  public internal(set) var watchman: WatchmanRecord?
  /// The last observation that counted.
  public internal(set) var lastObservation: ObservationRecord?

  /// Begins with nothing.
  public init() {
    chain = nil
    owners = [:]
    highestVersion = 0
    walletIntents = []
    forgotten = []
    watchman = nil
    lastObservation = nil
  }

  /// Records an event; one that cannot be, or that says nothing new, changes nothing.
  ///
  /// - Returns: ``Outcome/contradicted`` for another chain, or another address of a wallet, than was pinned:
  ///   the caller must not go on.
  public mutating func apply(_ event: SharedEvent) -> Outcome {
    let before = self
    switch event {
    case .pinned(let chain, let owners): return pin(chain, owners)
    case .sawVersion(let version): highestVersion = max(highestVersion, version)
    case .walletPrepared(let intent): return prepare(intent)
    case .walletIntent(let digest, let event, _):
      guard let index = walletIntents.firstIndex(where: { $0.digest == digest }) else {
        return .stale
      }
      return walletIntents[index].machine.apply(event)
    case .forgot(let id): forgotten.insert(id)
    // The last word counts, not the highest time: a clock that was wrong once must not silence an alarm.
    case .watched(let record): watchman = record
    case .observed(let record): lastObservation = record
    }
    return self == before ? .stale : .recorded
  }

  /// No second payment for a reserve while the first of that wallet is unresolved: the journal refuses what
  /// the planner must never ask for.
  private mutating func prepare(_ new: Intent) -> Outcome {
    let isInTheWay = walletIntents.contains { old in
      old.digest == new.digest
        || old.isUnresolved && old.wallet == new.wallet && old.purpose == .reserve
          && new.purpose == .reserve
    }
    guard !isInTheWay else { return .stale }
    walletIntents.append(new)
    return .recorded
  }

  private mutating func pin(
    _ chain: CheckpointDigest, _ owners: [ResourceName: SomaAddress]
  ) -> Outcome {
    guard self.chain.map({ $0 == chain }) ?? true,
      owners.allSatisfy({ self.owners[$0.key] == nil || self.owners[$0.key] == $0.value })
    else { return .contradicted }
    let before = self
    self.chain = chain
    self.owners.merge(owners) { pinned, _ in pinned }
    return self == before ? .stale : .recorded
  }
}
