import Manifest
import SomaTypes

// From files to an attempt that may be committed: seal, upload, verify, pack, drill.
extension ModelCase {
  /// Plans what is missing before this content can be committed, unless `blocks` keeps even the
  /// preparation from beginning.
  ///
  /// - Returns: What the commit has to wait for.
  mutating func planPreparation(
    of content: ReleaseContent, reason: StepReason, blocks: [Wait] = []
  ) -> [Wait] {
    if let attempt = record?.openAttempt(for: content),
      attempt.isReady(packetCopies: spec.reveal.packetCopies)
    {
      return []
    }
    guard blocks.isEmpty else { return blocks }
    let release = record?.releases[content.plaintext] ?? Release()
    if case .rejected(let defect) = release.state { return [.weights(.unusable(defect))] }
    var waits = dimensionWaits(content)
    if case .found = release.state { waits += fileWaits(content) }
    var isNext = true
    func take() -> [Wait] {
      defer { isNext = false }
      return isNext ? waits : [.earlierStep]
    }
    switch release.state {
    case .found:
      add(.seal(content.plaintext), reason, waits: take())
      fallthrough
    case .sealed:
      add(.upload(content.plaintext), reason, waits: take())
      fallthrough
    case .hosted:
      add(.verify(content.plaintext), reason, waits: take())
    case .verified, .rejected: break
    }
    let attempt = record?.openAttempt(for: content)
    if attempt.map({ $0.packetCopies < spec.reveal.packetCopies }) ?? true {
      add(.pack(content, copies: spec.reveal.packetCopies), reason, waits: take())
    }
    add(.drill(content), reason, waits: take())
    return waits.isEmpty ? [.earlierStep] : waits
  }

  /// The embedding has to fit the chain's targets (CHAIN 8.5: the chain does not check).
  func dimensionWaits(_ content: ReleaseContent) -> [Wait] {
    guard let dimension = context.view?.parameters.targetEmbeddingDim,
      dimension != content.embeddingDimension
    else { return [] }
    return [.embeddingDimension(content: content.embeddingDimension, chain: dimension)]
  }

  /// Sealing needs the files, with the bytes that were accepted.
  private mutating func fileWaits(_ content: ReleaseContent) -> [Wait] {
    switch context.observed.weights[name] ?? .notRead {
    case .notRead, .ready(content): return []
    case .ready(let other):
      problem(.contentChanged)
      return [.weights(.ready(other))]
    case let view: return [.weights(view)]
    }
  }

  /// What every new obligation waits for: knowledge, a known protocol, a complete journal, a person who
  /// did not say stop, and transactions of the same kind that are not settled or failed before.
  func obligationWaits(_ kind: ActionKind) -> [Wait] {
    var waits: [Wait] = []
    if case .unknown(let reason) = context.reading.view { waits.append(.knowledge(reason)) }
    if !context.isProtocolKnown, let version = context.view?.protocolVersion {
      waits.append(.unknownProtocol(version))
    }
    if !(context.strangers[spec.wallet.name]?.isEmpty ?? true) { waits.append(.journalBehindChain) }
    if !isWanted || spec.lifecycle == .paused || record?.isPaused ?? false { waits.append(.paused) }
    if !unresolved(kind).isEmpty { waits.append(.intent(kind)) }
    if wallet?.coins.value == nil { waits.append(.wallet) }
    if record == nil, !context.isDeclared { waits.append(.acceptance) }
    return waits + failureWaits(kind)
  }

  /// Three failures of one kind for one generation stop it; before that, the back-off.
  func failureWaits(_ kind: ActionKind) -> [Wait] {
    guard let failures = record?.failures[kind], failures.generation == generation else {
      return []
    }
    if failures.count >= Margins.failureLimit { return [.stopped(kind)] }
    guard context.now.wallClockMs < failures.retryNotBeforeMs else { return [] }
    return [.backOff(untilMs: failures.retryNotBeforeMs)]
  }

  /// Whether a person approved, and whether the declared limit allows it.
  func moneyWaits(_ action: ApprovedAction?, cost: StepCost) -> [Wait] {
    var waits: [Wait] = []
    let epoch = context.view?.epoch ?? 0
    if let action {
      let isApproved = (record?.approvals ?? []).contains {
        $0.covers(action, generation: generation, cost: cost.total, in: epoch, modelID: id)
      }
      if !isApproved { waits.append(.approval(action)) }
    }
    if let limit = spec.limits.maxSpendPerEpoch {
      let spent = record?.spending.map { $0.epoch == epoch ? $0.amount : .zero } ?? .zero
      let needed = spent.adding(cost.total) ?? Amount(.max)
      if needed > limit { waits.append(.spendingLimit(limit: limit, needed: needed)) }
    }
    return waits
  }
}
