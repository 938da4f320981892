public import Diagnostics
public import Manifest
public import SomaTypes

/// Why a recovery cannot be done as it was asked for.
public enum OwnerRecoveryError: Error, Equatable, Sendable {
  /// The nodes contradict each other, or all are older than what the state has seen.
  case chainUnknown
  /// The state has models, and nobody asked for a merge.
  case stateInUse(models: Int)
  /// A name was given that no manifest declares.
  case notDeclared(ResourceName)
  /// An id was given that is no model of ours.
  case notOurs(ModelID)
  /// A name or an id was given that belongs to another one.
  case boundElsewhere(ResourceName, ModelID)
  /// A wallet has another address than the state has pinned.
  case otherOwner(ResourceName, pinned: SomaAddress, found: SomaAddress)
}

extension OwnerRecoveryError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .chainUnknown:
      Diagnostic(
        code: "recover.chainUnknown", summary: "Nobody can say what is on the chain",
        detail: "The nodes contradict each other, or are older than what this state has seen."
          + " Nothing was changed.",
        remedies: ["Compare the nodes:\n    steward chain info", "Then run this again."])
    case .stateInUse(let models):
      Diagnostic(
        code: "recover.stateInUse", summary: "There is a state already",
        detail: "It knows \(models) model\(models == 1 ? "" : "s"). Nothing was changed.",
        remedies: [
          "To add what it lacks and keep what it has:\n    steward recover --merge PATH",
          "Or name an empty directory with --state DIR.",
        ])
    case .notDeclared(let name):
      Diagnostic(
        code: "recover.notDeclared", summary: "A name that no manifest declares",
        detail: "There is no Model \(name) in the files that were named.",
        remedies: ["Check the name in --model NAME=ID."])
    case .notOurs(let id):
      Diagnostic(
        code: "recover.notOurs", summary: "An id that is no model of ours",
        detail: "\(id) is not among the models of the wallets that the manifests name.",
        remedies: [
          "See what is ours, without changing anything:\n    steward recover --dry-run PATH"
        ])
    case .boundElsewhere(let name, let id):
      Diagnostic(
        code: "recover.boundElsewhere", summary: "A name or an id is taken",
        detail:
          "\(name) cannot be \(id): one of them belongs to another one, in the manifests, in the"
          + " state, or in another --model.",
        remedies: ["Check --model NAME=ID and `modelId` in the manifests."])
    case .otherOwner(let wallet, let pinned, let found):
      Diagnostic(
        code: "recover.otherOwner", summary: "A wallet has another address than before",
        detail: "The wallet \(wallet) was \(pinned) in this state; now it is \(found)."
          + " Nothing was changed.",
        remedies: ["Put the account back, or name another directory with --state DIR."])
    }
  }
}
