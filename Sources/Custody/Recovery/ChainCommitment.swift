public import SomaTypes

/// Commitments of a model as they are on chain, with what is due for them.
public struct ChainCommitment: Hashable, Sendable {
  /// Where they stand.
  public enum Standing: Hashable, Sendable {
    /// The first of a model, committed in this epoch and not revealed.
    case pending(commitEpoch: Epoch)
    /// An update, committed in this epoch and not revealed.
    case update(commitEpoch: Epoch)
    /// Revealed and served.
    case active
    /// Over.
    case inactive
  }

  /// The model.
  public var modelID: ModelID
  /// Who owns it.
  public var owner: SomaAddress
  /// What was promised.
  public var commitments: ModelCommitments
  /// Where they stand.
  public var standing: Standing

  /// Creates a value.
  public init(
    modelID: ModelID, owner: SomaAddress, commitments: ModelCommitments, standing: Standing
  ) {
    self.modelID = modelID
    self.owner = owner
    self.commitments = commitments
    self.standing = standing
  }

  /// All commitments of a registry, by model id, the revealed ones of a model first.
  ///
  /// - Parameter models: `modelRegistry.models` of a system state.
  /// - Returns: None for a model that is only created.
  public static func all(in models: [ModelID: Model]) -> [ChainCommitment] {
    models.sorted { $0.key < $1.key }.flatMap { id, model in
      func make(_ commitments: ModelCommitments, _ standing: Standing) -> ChainCommitment {
        ChainCommitment(
          modelID: id, owner: model.owner, commitments: commitments, standing: standing)
      }
      switch model.state {
      case .created: return [ChainCommitment]()
      case .pending(let update):
        return [make(update.commitments, .pending(commitEpoch: update.commitEpoch))]
      case .active(let revealed, let update):
        let live = make(revealed.commitments, .active)
        guard let update else { return [live] }
        return [live, make(update.commitments, .update(commitEpoch: update.commitEpoch))]
      case .inactive(let revealed): return [make(revealed.commitments, .inactive)]
      }
    }
  }

  /// The release that the URL names, if it names one.
  public var object: ObjectName? { ObjectName(in: commitments.manifest.url) }

  /// The only epoch in which a reveal is accepted; `nil` when none is due.
  ///
  /// Source: CHAIN 1.2, the epoch after the one in which the commit executed.
  public var revealEpoch: Epoch? {
    switch standing {
    case .pending(let epoch), .update(let epoch):
      epoch.rawValue == .max ? nil : Epoch(rawValue: epoch.rawValue + 1)
    case .active, .inactive: nil
    }
  }
}
