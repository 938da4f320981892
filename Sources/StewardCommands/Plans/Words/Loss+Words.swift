import Diagnostics
import Lifecycle
import Manifest
import SomaTypes

extension Loss: Worded {
  /// Its name for scripts, and the second part of its diagnostic's code.
  var code: String {
    switch kind {
    case .inactive: "inactive"
    case .halved: "halved"
    case .windowMissed: "windowMissed"
    case .updateLapsed: "updateLapsed"
    }
  }

  var words: String {
    switch kind {
    case .inactive(let id): "model \(id.short) is inactive, for good"
    case .halved(let id, let epoch): "model \(id.short) of epoch \(epoch) was not committed in time"
    case .windowMissed(let epoch): "the first commit, of epoch \(epoch), was not revealed in time"
    case .updateLapsed(let epoch): "the update of epoch \(epoch) was not revealed in time"
    }
  }

  var sentence: String { "Model \(model): \(words)." }

  /// What is lost in full, and what to type.
  func diagnostic(in circumstances: Circumstances) -> Diagnostic {
    let name = code
    let (summary, detail, remedies) = explanation(circumstances)
    return Diagnostic(
      code: "loss.\(name)", summary: summary, detail: "Model \(model): \(detail)",
      remedies: remedies)
  }

  private func explanation(
    _ circumstances: Circumstances
  ) -> (summary: String, detail: String, remedies: [String]) {
    let seen = "When you have seen this:\n    steward ack \(model)"
    let half = circumstances.revealLoss(of: model)
    switch kind {
    case .inactive(let id):
      return (
        "A model is over",
        """
        \(id) is inactive and was not retired by us: slashed for weights that were unavailable, or for a first \
        commit that was not revealed. What is left of our stake can be withdrawn.
        """,
        [
          "See what became of it:\n    steward history \(model)", seen,
          "For a new model, add `replaces: \(id)` to the manifest and run:\n    steward apply manifests/",
        ]
      )
    case .halved(let id, let epoch):
      return (
        "A created model loses half of its pool at every boundary",
        """
        \(id) was created in epoch \(epoch) and not committed in time. At the next boundary it loses \
        \(half) again; only a commit stops that. Never stake to it.
        """,
        ["Commit it, before anything else:\n    steward reconcile", seen]
      )
    case .windowMissed(let epoch):
      return (
        "A first commit was not revealed in time",
        """
        it was committed in epoch \(epoch), and its window, epoch \(epoch.next ?? epoch), is over. At the next \
        cleanup \(half) is lost and the model is over. No new one is created by itself.
        """,
        [
          "See why nothing was revealed:\n    steward history \(model)", seen,
          "For a new model, add `replaces:` with the old id to the manifest and run:\n    steward apply manifests/",
        ]
      )
    case .updateLapsed(let epoch):
      return (
        "An update was not revealed in time",
        """
        it was committed in epoch \(epoch) and is dropped. The weights before it are live, and no stake is lost. It \
        is committed again while it is what is declared.
        """,
        [
          "See why nothing was revealed:\n    steward history \(model)",
          "Let it be committed again:\n    steward reconcile",
        ]
      )
    }
  }
}
