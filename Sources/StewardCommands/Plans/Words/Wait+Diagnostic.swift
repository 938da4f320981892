import Diagnostics
import Lifecycle
import Manifest
import SomaTypes

extension Wait {
  /// Whether time and further runs alone do not end it.
  var needsPerson: Bool { demand(of: nil, wallet: nil) != nil }

  /// What a person has to do about it.
  ///
  /// - Parameter step: The step that waits.
  /// - Returns: `nil` for what passes by itself.
  func diagnostic(of step: Step) -> Diagnostic? {
    if case .embeddingDimension(let content, let chain) = self, case .commitWaits = step.reason {
      // Too late for another embedding: it is committed.
      return Diagnostic(
        code: "wait.embeddingDimension", summary: "The embedding does not fit the chain's targets",
        detail: """
          Model \(step.model?.text ?? "NAME") committed an embedding of \(content.counted("value")); targets have \
          \(chain) now. Whether it is revealed all the same is for a person to say.
          """,
        remedies: ["To reveal it:\n    steward approve \(step.model?.text ?? "NAME") force"])
    }
    return demand(of: step.model, wallet: step.wallet)
  }

  private func demand(of model: ResourceName?, wallet: ResourceName?) -> Diagnostic? {
    let name = model?.text ?? "NAME"
    let subject = "Model \(name)"
    switch self {
    case .earlierStep, .epoch, .permit, .intent, .coin, .lateInEpoch, .oncePerEpoch,
      .minimumInterval, .safeMode, .backOff, .foreignUpdate, .activity:
      return nil
    case .weights(let view): return view.demand(of: name)
    case .reserve, .funds, .wallet: return walletDemand(wallet?.text ?? "NAME")
    case .architecture, .minimumStake, .embeddingDimension: return inputDemand(subject, name)
    case .knowledge, .journalBehindChain, .unknownProtocol, .watchman: return runDemand
    case .approval(let action):
      return Diagnostic(
        code: "wait.approval", summary: "An approval is missing",
        detail: "\(subject): \(action.sentence) Nobody has approved it.",
        remedies: ["Approve it:\n    steward approve \(name) \(action.words)"])
    case .spendingLimit(let limit, let needed):
      return Diagnostic(
        code: "wait.spendingLimit", summary: "The spending limit is too low",
        detail:
          "\(subject) would have spent \(needed) in this epoch; `limits.maxSpend` allows \(limit).",
        remedies: [
          "Wait for the next epoch, or raise `limits.maxSpend` and run:\n    steward apply manifests/"
        ])
    case .paused:
      return Diagnostic(
        code: "wait.paused", summary: "The model is paused",
        detail: "\(subject) takes on nothing new. Its reveals, repairs and alarms go on.",
        remedies: [
          "Resume it:\n    steward resume \(name)",
          "If its manifest says `lifecycle: paused`, say `active` there and run:\n    steward apply manifests/",
        ])
    case .stopped(let kind):
      return Diagnostic(
        code: "wait.stopped", summary: "A step is stopped after failures",
        detail: "\(subject): \(Margins.failureLimit) transactions failed: \(kind.words).",
        remedies: [
          "See why:\n    steward history \(name)",
          "Change what was wrong in the manifest and run:\n    steward apply manifests/",
        ])
    case .reachableWeights:
      return Diagnostic(
        code: "wait.reachableWeights",
        summary: "The reveal is held back until the weights can be fetched",
        detail:
          "\(subject) has `reveal.whenUnreachable: hold`, and its served object fails the probe.",
        remedies: [
          "See what the host answers:\n    steward doctor",
          "To reveal all the same, say `whenUnreachable: reveal` and run:\n    steward apply manifests/",
        ])
    case .probableRename(let other):
      return Diagnostic(
        code: "wait.probableRename", summary: "The model may be another one under a new name",
        detail:
          "\(subject) is new, \(other) is not declared any more, and they share weights or model id.",
        remedies: [
          "If it is the same, add `movedFrom: \(other)` to \(name) and run:\n    steward apply manifests/",
          "If it is not, put the manifest of \(other) back and run:\n    steward apply manifests/",
        ])
    case .acceptance:
      return Diagnostic(
        code: "wait.acceptance", summary: "What is declared was not accepted yet",
        detail: "\(subject) differs from what was applied last.",
        remedies: ["Review it and accept it:\n    steward apply manifests/"])
    case .replacement:
      return Diagnostic(
        code: "wait.replacement", summary: "The model is over",
        detail: "\(subject) is inactive on the chain, for good.",
        remedies: [
          "Add `replaces:` with the old model's id to the manifest and run:\n    steward apply manifests/",
          "If no other is to follow it, declare `lifecycle: retired` and run:\n    steward apply manifests/",
        ])
    }
  }

  private func walletDemand(_ wallet: String) -> Diagnostic? {
    switch self {
    case .funds(let needed, let richest):
      let missing = needed.subtracting(richest) ?? .zero
      return Diagnostic(
        code: "wait.funds", summary: "There is not enough money in one coin",
        detail:
          "Wallet \(wallet) needs \(needed) in one coin; its richest has \(richest), \(missing) less.",
        remedies: [
          "See what it holds:\n    steward wallet balance",
          "Merge its coins, or send it \(missing) more:\n    steward chain merge",
        ])
    case .reserve(let usable):
      return Diagnostic(
        code: "wait.reserve", summary: "Reserve coins are missing",
        detail: """
          Wallet \(wallet) has \(usable) of \(Margins.reserveCoinCount) coins, beside its richest, that hold at \
          least \(Margins.leastUsableCoin). A commit that could not be revealed would be lost money.
          """,
        remedies: [
          "Send the wallet money, and let Steward make the coins:\n    steward reconcile",
          "See what it holds:\n    steward wallet balance",
        ])
    case .wallet:
      return Diagnostic(
        code: "wait.wallet", summary: "The coins of a wallet are not known",
        detail: "Wallet \(wallet) could not be read.",
        remedies: ["See whether nodes answer:\n    steward wallet balance"])
    default: return nil
    }
  }

  private func inputDemand(_ subject: String, _ name: String) -> Diagnostic? {
    switch self {
    case .architecture(let declared, let chain):
      return Diagnostic(
        code: "wait.architecture", summary: "The chain asks for another architecture",
        detail:
          "\(subject) declares architecture \(declared); models are created with \(chain) now.",
        remedies: [
          "Make weights of architecture \(chain), declare it, and run:\n    steward apply manifests/"
        ]
      )
    case .minimumStake(let declared, let chain):
      return Diagnostic(
        code: "wait.minimumStake", summary: "The declared stake is less than the chain asks for",
        detail: "\(subject) declares \(declared); a model takes \(chain) at least.",
        remedies: [
          "Write `stake: {initial: \(chain)}` or `initial: min`, and run:\n    steward apply manifests/"
        ])
    case .embeddingDimension(let content, let chain):
      return Diagnostic(
        code: "wait.embeddingDimension", summary: "The embedding does not fit the chain's targets",
        detail: """
          \(subject) has an embedding of \(content.counted("value")); targets have \(chain). The chain does not \
          check this, and no target would ever be aimed at the model.
          """,
        remedies: [
          "Make an embedding of \(chain.counted("value")) and run:\n    steward apply manifests/"
        ])
    default: return nil
    }
  }

  /// What is the same for every model, and said once.
  private var runDemand: Diagnostic? {
    switch self {
    case .knowledge(let ignorance):
      return Diagnostic(
        code: "wait.knowledge", summary: "The chain is not known",
        detail:
          "\(ignorance.sentence) Nothing new begins until it is; what is known is never guessed.",
        remedies: [
          "See what each node says:\n    steward doctor", "Try again:\n    steward reconcile",
        ])
    case .journalBehindChain:
      return Diagnostic(
        code: "wait.journalBehindChain", summary: "The journal lacks something of ours",
        detail: "The chain has a model of ours, or a coin moved, that the journal does not know.",
        remedies: ["Bring the journal up to date:\n    steward recover --merge"])
    case .unknownProtocol(let version):
      return Diagnostic(
        code: "wait.unknownProtocol", summary: "The chain's rules are newer than this program",
        detail: """
          The chain has protocol version \(version); the rules up to \(Margins.knownProtocolVersion) are known. \
          Reveals go on, each after a simulation; nothing else is sent.
          """,
        remedies: ["Install a newer Steward, and see what it knows:\n    steward version"])
    case .watchman:
      return Diagnostic(
        code: "wait.watchman", summary: "Nobody is sure to be there for the reveal",
        detail: """
          No unattended run succeeded within \(Margins.alarm) of an epoch. A commit is a debt: a first reveal that is \
          missed costs half of the pool and the model.
          """,
        remedies: [
          "Install a scheduled run, and let it run once:\n    steward schedule",
          "Or stay until the reveal:\n    steward apply manifests/ --wait",
          "Or say that somebody else will reveal:\n    steward apply manifests/ --no-watchman",
        ])
    default: return nil
    }
  }
}

extension WeightsView {
  /// What a person has to do about the files; `nil` when nothing, or when a problem says it.
  fileprivate func demand(of name: String) -> Diagnostic? {
    switch self {
    case .notRead, .busy, .ready: return nil
    case .missing:
      return Diagnostic(
        code: "wait.weights", summary: "The files are not there",
        detail: "Model \(name) declares weights or an embedding that do not exist.",
        remedies: [
          "Correct `weights` and `embedding` in the manifest, or make the files, and run:\n    steward apply manifests/"
        ])
    case .unusable(let defect):
      return Diagnostic(
        code: "wait.weights", summary: "The files cannot become a release",
        detail: "Model \(name): \(defect.words).",
        remedies: [
          "See what is wrong with the weights:\n    steward weights check FILE", defect.remedy,
        ])
    }
  }
}

extension WeightsDefect {
  fileprivate var remedy: String {
    switch self {
    case .stepsDiffer: "Write weights and embedding of the same training step."
    case .embeddingDimension: "Make an embedding with as many values as the chain's targets have."
    case .embeddingValues: "Make an embedding of finite values."
    case .weights: "Export the weights again, for the declared architecture."
    case .pinMismatch:
      "Restore the pinned bytes, or change `sha256` and run:\n    steward apply manifests/"
    }
  }
}
