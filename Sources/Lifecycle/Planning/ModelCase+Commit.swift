import Manifest
import SomaTypes

// A Created model, whose commit alone stops the halving; a Pending one; and what is over.
extension ModelCase {
  mutating func planCreated(_ model: Model, since created: Epoch) {
    guard let id, let view = context.view else { return }
    let isLastEpoch = created.next.map { view.epoch >= $0 } ?? true
    let isStale = model.stakingPool.deactivationEpoch != nil
    if isStale {
      loss(.halved(id, since: created))
      problem(.impaired(id))
    }
    let commits = unresolved(.commit)
    let isUnderWay = commits.contains {
      if case .sent = $0.machine.state { !isStuck($0) } else { true }
    }
    guard record?.modelID == id else {
      planUnrecorded(id)
      return
    }
    guard !isUnderWay, commits.count < 2 else { return }
    let chosen = committable
    var waits: [Wait] = []
    if let chosen,
      record?.openAttempt(for: chosen)?.isReady(packetCopies: spec.reveal.packetCopies) != true,
      commits.isEmpty
    {
      waits += planPreparation(of: chosen, reason: .createdWaits(since: created))
    } else if chosen == nil {
      waits.append(.weights(context.observed.weights[name] ?? .notRead))
    }
    waits += obligationWaits(.commit).filter { $0 != .paused && $0 != .intent(.commit) }
    if !isLastEpoch, !context.hasWatchman { waits.append(.watchman) }
    if let chosen { waits += dimensionWaits(chosen).filter { !waits.contains($0) } }
    let isPossible = waits.allSatisfy { $0 == .earlierStep || $0 == .coin }
    if isLastEpoch, !isPossible { risk(.createdCannotCommit(since: created)) }
    add(
      .commit(id, chosen), .createdWaits(since: created),
      timing: StepTiming(
        firstEpoch: view.epoch, lastEpoch: created.next, deadlineMs: context.nextBoundaryMs),
      cost: context.flatCost, need: .commit, waits: waits, urgency: isLastEpoch ? 0 : 1)
  }

  /// What a Created model is committed with: what is ready comes before what is newer, because the
  /// halving does not wait.
  private var committable: ReleaseContent? {
    let ready = record?.attempts.last {
      $0.isReady(packetCopies: spec.reveal.packetCopies)
        || $0.content == content && record?.openAttempt(for: $0.content)?.content == content
    }
    if let signed = unresolved(.commit).first, case .commit(_, let commitments) = signed.purpose {
      return record?.attempt(commitments)?.content
    }
    return ready?.content ?? content
  }

  mutating func planPending(_ pending: PendingModelUpdate) {
    guard let id, let record, record.modelID == id else {
      if let id { planUnrecorded(id) }
      return
    }
    guard record.attempt(pending.commitments) == nil else { return }
    risk(.unknownFirstCommit(commitEpoch: pending.commitEpoch))
    if record.foreignCommitments.contains(pending.commitments) {
      problem(.journalBehindChain(models: [id], coins: []))
    } else {
      add(.identify(pending.commitments), .unknownCommit)
    }
  }

  /// A model that the chain has and the journal does not have under this name.
  mutating func planUnrecorded(_ id: ModelID) {
    if spec.modelID == id {
      add(
        .adopt(id), .adoptionDeclared,
        waits: record == nil && !context.isDeclared ? [.acceptance] : [])
    } else if unresolved(.create).isEmpty {
      problem(.journalBehindChain(models: [id], coins: []))
    }
  }

  mutating func planInactive() {
    guard let id, record?.modelID == id else {
      if let id { planUnrecorded(id) }
      return
    }
    if record?.lastSuccess[.retire] != nil || !unresolved(.retire).isEmpty { return }
    if spec.lifecycle == .retired { return }
    if spec.replaces == id {
      add(
        .record(.replaced(id)), .journalIsBehind,
        waits: moneyWaits(.create, cost: .free).filter { $0 == .approval(.create) })
      return
    }
    if !(record?.isLossAcknowledged ?? false) { loss(.inactive(id)) }
  }
}
