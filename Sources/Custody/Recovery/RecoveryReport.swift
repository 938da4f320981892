public import Diagnostics
public import SomaTypes

/// What a recovery found.
public struct RecoveryReport: Sendable {
  /// Ours.
  public let owner: SomaAddress
  /// Every set of commitments of our owner's models.
  public let commitments: [RecoveredCommitment]
  /// Commitments that our masters explain, of models that are not our owner's: copied, or of another
  /// wallet of ours. Nothing is ever revealed for them.
  public let ownedByOthers: [ChainCommitment]
  /// Material that could not be used.
  public let unusable: [UnusableMaterial]
  /// The masters that were tried.
  public let masters: [MasterID]

  /// What must be revealed and can be, soonest first.
  public func revealable(in epoch: Epoch) -> [RecoveredCommitment] {
    commitments.filter {
      if case .revealable = $0.verdict(in: epoch) { true } else { false }
    }.sorted { ($0.commitment.revealEpoch ?? 0) < ($1.commitment.revealEpoch ?? 0) }
  }

  /// What is due and cannot be revealed with what is there.
  public func incomplete(in epoch: Epoch) -> [RecoveredCommitment] {
    commitments.filter {
      if case .incomplete = $0.verdict(in: epoch) { true } else { false }
    }
  }

  /// Refuses a report from which nothing follows, because masters or wallet are not the right ones.
  ///
  /// - Throws: ``RecoveryError``.
  public func requireFindings() throws(RecoveryError) {
    guard !commitments.isEmpty else {
      guard ownedByOthers.isEmpty else {
        throw .foreignOwner(owner, models: Array(Set(ownedByOthers.map(\.modelID))).sorted())
      }
      throw .noModels(owner)
    }
    let needed = commitments.compactMap { commitment in
      if case .otherMaster(let id) = commitment.key { id } else { nil }
    }
    guard needed.count < commitments.count else {
      throw .wrongMasters(needed: Array(Set(needed)).sorted(), has: masters)
    }
  }
}

/// Why a recovery found nothing.
public enum RecoveryError: Error, Equatable, Sendable {
  /// The owner has no model with commitments.
  case noModels(SomaAddress)
  /// The masters are right, but the models belong to somebody else.
  case foreignOwner(SomaAddress, models: [ModelID])
  /// Every model is under masters that are not there.
  case wrongMasters(needed: [MasterID], has: [MasterID])
}

extension RecoveryError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .noModels(let owner):
      diagnostic(
        "noModels", "\(owner) owns no model that was committed.",
        "Check wallet and network:\n    steward wallet list")
    case .foreignOwner(let owner, let models):
      diagnostic(
        "foreignOwner",
        "The masters explain \(models.count) models, but none of them belongs to \(owner).",
        "Name the wallet that owns them. If it is nobody of yours, your commitments were copied, which"
          + " harms nobody:\n    steward chain model \(models.first?.description ?? "ID")")
    case .wrongMasters(let needed, let has):
      diagnostic(
        "wrongMasters",
        "Needed are the masters " + needed.map(\.description).joined(separator: ", ")
          + "; there are " + has.map(\.description).joined(separator: ", ") + ".",
        "Look for the paper that says one of these ids:\n    steward keys import --master-id "
          + (needed.first?.description ?? "ID"))
    }
  }

  private func diagnostic(_ name: String, _ detail: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      code: "recovery.\(name)", summary: "There is nothing to recover here", detail: detail,
      remedies: [remedy])
  }
}
