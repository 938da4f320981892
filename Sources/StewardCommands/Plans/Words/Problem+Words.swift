import Diagnostics
import Lifecycle
import Manifest
import SomaTypes

extension Problem.Drift {
  /// What differs, for the middle of a sentence.
  var words: String {
    switch self {
    case .commission: "the commission"
    case .stake: "our stake"
    case .pendingUpdate: "a waiting update that is not ours"
    }
  }
}

extension Problem: Worded {
  /// Its name for scripts, and the second part of its diagnostic's code.
  var code: String {
    switch kind {
    case .unknown: "unknown"
    case .journalBehindChain: "journalBehindChain"
    case .missingOnChain: "missingOnChain"
    case .foreignOwner: "foreignOwner"
    case .chainDiffers: "chainDiffers"
    case .contentChanged: "contentChanged"
    case .notDeclared: "notDeclared"
    case .nothingDeclared: "nothingDeclared"
    case .impaired: "impaired"
    case .claimedTwice: "claimedTwice"
    }
  }

  var words: String {
    switch kind {
    case .unknown(let ignorance): "nothing is known: \(ignorance.words)"
    case .journalBehindChain(let models, let coins):
      "the journal lacks \(Self.list(models, coins))"
    case .missingOnChain(let id): "the chain has no model \(id.short)"
    case .foreignOwner(let id): "model \(id.short) belongs to another account"
    case .chainDiffers(_, let what, let stops):
      "the chain differs: \(what.words)\(stops ? ", and nothing but reveals is sent" : "")"
    case .contentChanged: "the files are not what was accepted"
    case .notDeclared: "not declared any more"
    case .nothingDeclared: "no model is declared at all"
    case .impaired(let id): "model \(id.short) must never be staked to"
    case .claimedTwice(let id): "another declared model claims model \(id.short)"
    }
  }

  var sentence: String { "\(model.map { "Model \($0): " } ?? "")\(words).".capitalizedFirst }

  private static func list(_ models: [ModelID], _ coins: [ObjectID]) -> String {
    let parts = [
      models.isEmpty ? nil : models.count.counted("model"),
      coins.isEmpty ? nil : coins.count.counted("coin"),
    ].compactMap(\.self)
    return parts.isEmpty ? "something of ours" : parts.joined(separator: " and ")
  }

  /// What is wrong in full, and what to type.
  var diagnostic: Diagnostic {
    let name = code
    let (summary, detail, remedies) = explanation(model?.text ?? "NAME")
    return Diagnostic(
      code: "plan.\(name)", summary: summary, detail: detail, remedies: remedies)
  }

  private func explanation(
    _ name: String
  ) -> (summary: String, detail: String, remedies: [String]) {
    switch kind {
    case .unknown(let ignorance):
      return (
        "Nothing is known of a model",
        "\(ignorance.sentence) Nothing new begins, and nothing is taken for good or for absent.",
        ["See what each node says:\n    steward doctor", "Try again:\n    steward reconcile"]
      )
    case .journalBehindChain(let models, let coins):
      let lines = models.map { "model \($0)" } + coins.map { "coin \($0)" }
      let shown = lines.prefix(8).map { "\n  \($0)" }.joined()
      let more = lines.count > 8 ? "\n  and \(lines.count - 8) more" : ""
      return (
        "The journal is behind the chain",
        """
        The chain has something of ours that the journal does not know. Until it does, nothing is created, committed or \
        staked; reveals go on.\(shown)\(more)
        """,
        ["Find keys and packets, and complete the journal:\n    steward recover --merge"]
          + (models.first.map { id in
            [
              "To keep a model, declare `modelId: \(id)` in its manifest, and run:\n    steward apply manifests/",
              "To have it looked after elsewhere, or by nobody:\n    steward forget \(id)",
            ]
          } ?? [])
      )
    case .missingOnChain(let id):
      return (
        "The chain does not have a model",
        "Model \(name) is \(id) in the journal or in its manifest, and the chain has no such model.",
        [
          "See whether the nodes belong to the right network:\n    steward doctor",
          "If `modelId` in its manifest is wrong, correct it and run:\n    steward apply manifests/",
          "A chain that was begun anew has a state of its own:\n    steward apply manifests/ --state DIRECTORY",
        ]
      )
    case .foreignOwner(let id):
      return (
        "A model belongs to another account",
        "Model \(name) is \(id), and its owner on the chain is not its wallet.",
        [
          "Name the wallet that owns it, or correct `modelId`, and run:\n    steward apply manifests/"
        ]
      )
    case .chainDiffers(let id, let what, let stops):
      return (
        "The chain is not as declared",
        """
        Model \(name), \(id): \(what.words) differs from the manifest, and its policy is to \
        \(stops ? "send nothing but reveals" : "leave it").
        """,
        [
          "See the difference:\n    steward plan manifests/",
          "Declare what the chain has, or say `enforce` under `drift`, and run:\n    steward apply manifests/",
        ]
      )
    case .contentChanged:
      return (
        "The files changed after they were accepted",
        "Model \(name) was accepted with other weights or another embedding than its files hold now.",
        [
          "To take the new ones:\n    steward apply manifests/",
          "To keep to the accepted ones, put those files back.",
        ]
      )
    case .notDeclared:
      return (
        "A model is not declared any more",
        "Model \(name) is in the journal and in no manifest. Nothing is deactivated for that.",
        [
          "To keep it, put its manifest back.",
          "If it was renamed, add `movedFrom: \(name)` to the new name and run:\n    steward apply manifests/",
          "To take on nothing new for it:\n    steward pause \(name)",
        ]
      )
    case .nothingDeclared:
      return (
        "No model is declared",
        "The journal has models and the manifests have none: a wrong folder or an empty file, most likely.",
        ["See what is read:\n    steward validate PATH"]
      )
    case .impaired(let id):
      return (
        "A model must never be staked to",
        "Model \(name), \(id), lost stake before it was committed. Stake that is added now can be lost.",
        ["Take `stake.target` out of its manifest, and never run `steward chain stake` on it."]
      )
    case .claimedTwice(let id):
      return (
        "Two declared models claim one",
        "Model \(name) and another declare the same model, \(id).",
        ["Take `modelId` out of the one that is wrong and run:\n    steward apply manifests/"]
      )
    }
  }
}
