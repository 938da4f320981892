import Diagnostics
import Lifecycle
import Manifest
import SomaTypes

extension Risk: Worded {
  /// Its name for scripts, and the second part of its diagnostic's code.
  var code: String {
    switch kind {
    case .windowPassing: "windowPassing"
    case .createdCannotCommit: "createdCannotCommit"
    case .packetUnproven: "packetUnproven"
    case .signerUnreachable: "signerUnreachable"
    case .tooFewCoins: "tooFewCoins"
    case .unresolved: "unresolved"
    case .unreachable: "unreachable"
    case .blind: "blind"
    case .unknownFirstCommit: "unknownFirstCommit"
    case .dimensionChanged: "dimensionChanged"
    case .reported: "reported"
    case .unknownProtocol: "unknownProtocol"
    }
  }

  var words: String {
    switch kind {
    case .windowPassing(let epoch, let gone):
      "commit of epoch \(epoch) not revealed, \(gone) of the window gone"
    case .createdCannotCommit(let epoch): "created in epoch \(epoch), cannot be committed"
    case .packetUnproven: "no proven packet and key"
    case .signerUnreachable: "the signer does not answer"
    case .tooFewCoins(let usable): "\(usable.counted("usable coin"))"
    case .unresolved(let kind): "the outcome of a \(kind.words) is not known"
    case .unreachable: "the served object cannot be fetched"
    case .blind(let ignorance): "no news of the chain: \(ignorance.words)"
    case .unknownFirstCommit(let epoch): "first commit of epoch \(epoch) is not in the journal"
    case .dimensionChanged(let content, let chain, _):
      "targets have \(chain.counted("value")) now, the embedding \(content)"
    case .reported(let power): "reported by \(BasisPoints(power).percent) of voting power"
    case .unknownProtocol(let version): "protocol version \(version) is not known"
    }
  }

  var sentence: String { "\(model.map { "Model \($0)" } ?? "Every model") is at risk: \(words)." }

  /// The danger in full: what it costs, by when, and what to type.
  func diagnostic(in circumstances: Circumstances) -> Diagnostic {
    let name = code
    let (summary, detail, remedies) = explanation(circumstances)
    return Diagnostic(
      code: "risk.\(name)", summary: summary,
      detail: "\(model.map { "Model \($0): " } ?? "")\(detail)", remedies: remedies)
  }

  private var reconcile: String {
    "Run a pass; a due reveal goes before anything else:\n    steward reconcile"
  }

  private func explanation(
    _ circumstances: Circumstances
  ) -> (summary: String, detail: String, remedies: [String]) {
    let name = model?.text ?? "NAME"
    let deadline = circumstances.deadline(of: model)
    let stakes = circumstances.revealStakes(of: model)
    let half = circumstances.revealLoss(of: model)
    switch kind {
    case .windowPassing(let epoch, let gone):
      return (
        "A reveal is late",
        """
        what was committed in epoch \(epoch) is not revealed, and \(gone) of the window is gone. It must be revealed \
        \(deadline). \(stakes)
        """,
        [reconcile, "See what nodes and signer say:\n    steward doctor"]
      )
    case .createdCannotCommit(let epoch):
      return (
        "A created model cannot be committed",
        """
        it was created in epoch \(epoch) and must be committed \(deadline). Without a commit \(half) is lost at this \
        boundary and half of the rest at each that follows.
        """,
        [
          "See what the commit waits for:\n    steward status \(name)",
          "When that is mended:\n    steward reconcile",
        ]
      )
    case .packetUnproven:
      return (
        "A reveal cannot be proven possible",
        "no packet and key were proven against its commitment. It must be revealed \(deadline). \(stakes)",
        [
          "See which copies there are:\n    steward status \(name)",
          "Unlock the keyring, and run a pass:\n    steward reconcile",
          "Find packet and key with the words:\n    steward recover",
        ]
      )
    case .signerUnreachable:
      return (
        "The signer of a waiting commit does not answer",
        "nobody can sign its reveal, which is due \(deadline). \(stakes)",
        ["Start the signer or mount the key, and see:\n    steward doctor", reconcile]
      )
    case .tooFewCoins(let usable):
      return (
        "There are too few coins for a reveal",
        """
        its wallet has \(usable.counted("coin")) of at least \(Margins.leastUsableCoin); a reveal needs one and a \
        second in case that one is locked. It is due \(deadline). \(stakes)
        """,
        [
          "Send the wallet money, then:\n    steward reconcile",
          "See its coins:\n    steward wallet balance",
        ]
      )
    case .unresolved(let kind):
      return (
        "The outcome of a transaction is not known",
        """
        a \(kind.words) was sent and nobody knows what became of it. It must be settled \(deadline). \(stakes) \
        The same bytes may be sent again; nothing else may be signed over their coins.
        """,
        [
          "Ask again, and send the same bytes again:\n    steward reconcile",
          "See what nodes say:\n    steward doctor",
        ]
      )
    case .unreachable:
      return (
        "The served weights cannot be fetched",
        """
        its object failed its probe twice, at least 10 minutes apart. If validators report it, \
        \(circumstances.unavailabilityLoss(of: model)) and the model are lost.
        """,
        [
          "See what the host answers:\n    steward doctor",
          "Make the object again from weights and key:\n    steward reconcile",
        ]
      )
    case .blind(let ignorance):
      return (
        "Nobody knows how a waiting commit stands",
        """
        no observation counted for more than \(Margins.alarm) of an epoch: \(ignorance.words). Its reveal may be due \
        now. \(stakes)
        """,
        [
          "See what each node says:\n    steward doctor",
          "With another node in the manifest:\n    steward apply manifests/",
        ]
      )
    case .unknownFirstCommit(let epoch):
      return (
        "A commit of ours is not in the journal",
        """
        the chain shows a first commit of epoch \(epoch) that this state does not know. If nobody reveals it in epoch \
        \(epoch.next ?? epoch), \(half) and the model are lost.
        """,
        [
          "Find its key and packet:\n    steward recover --merge",
          "If another state holds them, reveal from there.",
        ]
      )
    case .dimensionChanged(let content, let chain, let isFirst):
      let other =
        isFirst ? "\(half) and the model are lost" : "the update lapses, and no stake is lost"
      return (
        "The chain changed the length of embeddings after the commit",
        """
        its embedding has \(content.counted("value")), targets have \(chain) now. If it is revealed, no target may \
        ever be aimed at it, and target selection may suffer; if it is not, \(other). Decide \(deadline).
        """,
        [
          "To reveal it all the same:\n    steward approve \(name) force",
          "To let it pass, do nothing, and then:\n    steward ack \(name)",
        ]
      )
    case .reported(let power):
      return (
        "Validators report a model as unavailable",
        """
        validators with \(power) of 10 000 parts of the voting power report it; at \(Margins.fatalReports), \
        \(circumstances.unavailabilityLoss(of: model)) and the model are lost.
        """,
        [
          "See what the host answers:\n    steward doctor",
          "Make the object again if it is not right:\n    steward reconcile",
        ]
      )
    case .unknownProtocol(let version):
      return (
        "The chain's rules changed while a commit waits",
        """
        the chain has protocol version \(version), the rules up to \(Margins.knownProtocolVersion) are known. Its \
        reveal is due \(deadline); inside the window it is simulated and, if that succeeds, sent. \(stakes)
        """,
        ["Install a newer Steward, then:\n    steward reconcile"]
      )
    }
  }
}
