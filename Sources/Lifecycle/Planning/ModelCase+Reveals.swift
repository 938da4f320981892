import Manifest
import SomaTypes

// A due reveal goes before anything else. It needs no approval and no budget; it needs a permit.
extension ModelCase {
  mutating func planReveals() {
    for attempt in record?.attempts ?? [] {
      guard let window = attempt.window, let id = record?.modelID ?? id else { continue }
      if case .known(let model) = facts, model?.pendingUpdate?.commitments != attempt.commitments {
        continue  // over, in one way or the other: the records say how
      }
      let commit = LiveCommit(
        modelID: id, commitments: attempt.commitments, commitEpoch: window.commitEpoch,
        isFirst: isFirst(attempt), opensMs: window.opensMs)
      planReveal(of: commit, content: attempt.content)
    }
    planOldReveals()
  }

  /// Whether nothing was live before: then a missed window ends the model.
  private func isFirst(_ attempt: Attempt) -> Bool {
    if let model { return model.revealed == nil }
    return !(record?.attempts ?? []).contains { $0.state == .live || $0.state == .superseded }
  }

  private mutating func planReveal(of commit: LiveCommit, content: ReleaseContent) {
    guard let window = commit.commitEpoch.next else { return }
    if let epoch = context.view?.epoch, epoch > window {
      // Cleanup waits in safe mode, but the window is over.
      if commit.isFirst { loss(.windowMissed(commitEpoch: commit.commitEpoch)) }
      return
    }
    planRisks(of: commit, window: window)
    var waits: [Wait] = []
    var permit: RevealPermit?
    if let epoch = context.view?.epoch, epoch < window {
      waits.append(.epoch(window))
    } else {
      switch RevealPermit.decide(
        for: commit, on: context.observed.nodes, notOlderThan: context.recorded.highestVersion,
        now: context.now)
      {
      case .success(let granted): permit = granted
      case .failure(let refusal): waits.append(.permit(refusal))
      }
    }
    waits += planReservations(about: commit, content: content)
    let timing = StepTiming(
      firstEpoch: window, lastEpoch: window, deadlineMs: deadline(of: commit, window: window))
    let urgency = commit.isFirst ? 0 : 1
    let mine = unresolved(.reveal).filter {
      if case .reveal(_, commit.commitments, commit.commitEpoch) = $0.purpose {
        true
      } else {
        false
      }
    }
    for intent in mine {
      if case .sent = intent.machine.state {
        risk(.unresolved(.reveal))
        add(
          .resolve(intent.digest), .unresolved(.reveal), timing: timing, permit: permit,
          urgency: -1)
      } else {
        add(
          .send(intent.digest), .commitWaits(in: commit.commitEpoch), timing: timing,
          cost: context.flatCost, waits: waits, permit: permit, urgency: -1)
      }
    }
    guard mine.isEmpty || mine.count == 1 && isStuck(mine[0]) else { return }
    add(
      .reveal(commit), .commitWaits(in: commit.commitEpoch), timing: timing,
      cost: context.flatCost, need: .anything, waits: waits, permit: permit, urgency: urgency)
  }

  /// Whether a transaction may have a sibling over another coin: it met a lock, or has been unresolved
  /// for so long that waiting costs more (P2).
  func isStuck(_ intent: Intent) -> Bool {
    guard case .sent(let sending) = intent.machine.state else { return false }
    guard !sending.hasMetLock else { return true }
    guard let now = context.chainMs, let view = context.view ?? context.reading.counting.first
    else { return false }
    let since = EpochSpan(from: sending.firstMs, to: now, of: view.parameters.epochDurationMs)
    return since >= Margins.resend
  }

  private func deadline(of commit: LiveCommit, window: Epoch) -> UInt64? {
    guard let view = context.view else { return nil }
    if view.epoch == window { return context.nextBoundaryMs }
    guard view.epoch == commit.commitEpoch, let next = context.nextBoundaryMs else { return nil }
    let (end, overflow) = next.addingReportingOverflow(view.parameters.epochDurationMs)
    return overflow ? nil : end
  }

  /// What a person decided, or has to.
  private mutating func planReservations(
    about commit: LiveCommit, content: ReleaseContent
  ) -> [Wait] {
    var waits: [Wait] = []
    if spec.reveal.whenUnreachable == .hold, record?.probe.failingSinceMs != nil {
      waits.append(.reachableWeights)
    }
    if let dimension = context.view?.parameters.targetEmbeddingDim,
      dimension != content.embeddingDimension
    {
      risk(
        .dimensionChanged(
          content: content.embeddingDimension, chain: dimension, isFirst: commit.isFirst))
      if !isForced(commit) {
        waits.append(
          .embeddingDimension(content: content.embeddingDimension, chain: dimension))
      }
    }
    return waits
  }

  /// Whether a person wants this commit revealed although the dimension of embeddings changed: said of the
  /// very commit, or approved for this generation and epoch. A reveal has no budget, so no cap counts.
  private func isForced(_ commit: LiveCommit) -> Bool {
    guard let record, let epoch = context.view?.epoch else { return false }
    return record.forcedReveals.contains(commit.commitEpoch)
      || record.approvals.contains {
        $0.covers(.force, generation: generation, cost: .zero, in: epoch, modelID: commit.modelID)
      }
  }

  private mutating func planRisks(of commit: LiveCommit, window: Epoch) {
    if let view = context.view {
      if view.epoch == window, context.alarmElapsed > Margins.alarm {
        risk(.windowPassing(commitEpoch: commit.commitEpoch, gone: context.alarmElapsed))
      }
      if !context.isProtocolKnown { risk(.unknownProtocol(view.protocolVersion)) }
    } else if case .unknown(let reason) = context.reading.view,
      let last = context.recorded.lastObservation,
      EpochSpan(
        from: last.wallClockMs, to: context.now.wallClockMs, of: last.epochDurationMs)
        > Margins.alarm
    {
      risk(.blind(reason))
    }
    switch context.observed.provenKeys {
    case .known(let proven):
      if !proven.contains(commit.commitments.decryptionKeyCommitment) { risk(.packetUnproven) }
    case .unknown(.notAsked): break
    case .unknown: risk(.packetUnproven)
    }
    if wallet?.canSign == .known(false) { risk(.signerUnreachable) }
    if let purse = wallet?.coins.value {
      let usable = purse.coins.count { $0.balance >= Margins.leastUsableCoin }
      if usable < Margins.reserveCoinCount { risk(.tooFewCoins(usable: usable)) }
    }
  }

  /// Reveals whose window is over: they can only fail, and lock a coin until they are spent.
  private mutating func planOldReveals() {
    for intent in unresolved(.reveal) {
      guard case .reveal(_, let commitments, let commitEpoch) = intent.purpose,
        let window = commitEpoch.next
      else { continue }
      let isLive = drafts.contains {
        $0.step.action == .resolve(intent.digest) || $0.step.action == .send(intent.digest)
      }
      guard !isLive else { continue }
      if case .prepared = intent.machine.state {
        add(
          .record(.intent(intent.digest, .withdrawn, wallClockMs: context.now.wallClockMs)),
          .unresolved(.reveal))
      } else if let epoch = context.view?.epoch, epoch > window {
        add(.abandon(intent.digest), .unresolved(.reveal), cost: context.flatCost)
      } else if case .known(let found) = facts, found?.pendingUpdate?.commitments != commitments {
        // Revealed, or not ours to know: look it up, send nothing.
        add(.resolve(intent.digest), .unresolved(.reveal))
      }
    }
  }
}
