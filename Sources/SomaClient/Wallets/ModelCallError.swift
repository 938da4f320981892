public import Diagnostics
public import SomaTypes

/// Why a call about a model was refused before anything was signed.
public enum ModelCallError: Error, Equatable, Sendable {
  /// The chain does not have the model.
  case unknownModel(ModelID)
  /// The model is in another state than the call is for.
  case wrongState(ModelID, String, wanted: String)
  /// Another update waits for its reveal.
  case updatePending(ModelID)
  /// Nothing waits for a reveal.
  case nothingCommitted(ModelID)
  /// A reveal counts in one epoch only, and this is another.
  case notTheEpoch(ModelID, now: Epoch, due: Epoch)
  /// The key is not the committed one.
  case otherKey(ModelID)
  /// The embedding is not, bit for bit, the committed one.
  case otherEmbedding(ModelID)
}

extension ModelCallError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    let (name, detail, remedies): (String, String, [String]) =
      switch self {
      case .unknownModel(let id): ("unknown", "The chain has no model \(id).", [])
      case .wrongState(let id, let state, let wanted):
        ("wrongState", "\(id) is \(state); this is for \(wanted) models.", [])
      case .updatePending(let id):
        (
          "updatePending",
          "\(id) has an update that waits for its reveal; a second one is refused.",
          ["Reveal the update first."]
        )
      case .nothingCommitted(let id): ("nothingCommitted", "\(id) has no commit to reveal.", [])
      case .notTheEpoch(let id, let now, let due):
        (
          "notTheEpoch",
          "\(id) can be revealed in epoch \(due) and in no other; epoch \(now) runs. The key was not "
            + "shown to anyone.",
          now < due ? ["Wait for epoch \(due)."] : []
        )
      case .otherKey(let id):
        (
          "otherKey", "The key is not the one that \(id) was committed with.",
          ["Find the key of this commit: only it can be revealed."]
        )
      case .otherEmbedding(let id):
        (
          "otherEmbedding",
          "The embedding is not, bit for bit, the one that \(id) was committed with.",
          ["Find the exact floats of this commit: only they can be revealed."]
        )
      }
    return Diagnostic(
      code: "model.\(name)",
      summary: name == "unknown" ? "There is no such model" : "The model does not allow this now",
      detail: detail,
      remedies: remedies)
  }
}
