import Manifest
import SomaTypes

// A live model: what waits, what is new, and what keeps it as declared.
extension ModelCase {
  mutating func planActive(
    _ model: Model, _ revealed: RevealedModel, _ pending: PendingModelUpdate?
  ) {
    guard let id, let record, record.modelID == id else {
      if let id { planUnrecorded(id) }
      return
    }
    if let power = context.view?.reportedPower[id], power > 0 { risk(.reported(power: power)) }
    var hold = planForeign(pending, id, record)
    let planned = drafts.count
    planUpkeep(model, id)
    if problems.contains(where: \.stopsEverything) {
      // Upkeep of one thing does not go on beside the drift of another.
      drafts.removeSubrange(planned...)
      if !hold.contains(.paused) { hold.append(.paused) }
    }
    planServing(of: revealed)
    if spec.lifecycle == .retired {
      planRetirement(of: model, id, hold)
    } else {
      planUpdate(id, revealed, pending, hold)
    }
  }

  /// A pending update that is not ours: hold until it is revealed or its window has closed.
  private mutating func planForeign(
    _ pending: PendingModelUpdate?, _ id: ModelID, _ record: ModelRecord
  ) -> [Wait] {
    guard let pending, record.attempt(pending.commitments) == nil else { return [] }
    guard record.foreignCommitments.contains(pending.commitments) else {
      add(.identify(pending.commitments), .unknownCommit)
      return [.earlierStep]
    }
    let stops = spec.drift.unknownPendingUpdate == .stop
    problem(.chainDiffers(id, what: .pendingUpdate, stops: stops))
    return [.foreignUpdate(window: pending.commitEpoch.next ?? pending.commitEpoch)]
  }

  private mutating func planUpdate(
    _ id: ModelID, _ revealed: RevealedModel, _ pending: PendingModelUpdate?, _ hold: [Wait]
  ) {
    guard let content, isWanted, spec.lifecycle == .active else { return }
    guard let live = record?.attempt(revealed.commitments) else {
      add(
        .compare(content, with: revealed.commitments), .contentUnproven,
        waits: hold + fileWaitsForCompare(content))
      return
    }
    guard live.content != content else { return }
    if let pending, record?.attempt(pending.commitments)?.content == content { return }
    if unresolved(.commit).contains(where: { isCommit($0, of: content) }) { return }
    var waits = hold + planPreparation(of: content, reason: .newContent)
    waits += obligationWaits(.commit).filter { !waits.contains($0) }
    waits += dimensionWaits(content).filter { !waits.contains($0) }
    if let pending, record?.attempt(pending.commitments) != nil {
      waits.append(.epoch(pending.commitEpoch.next ?? pending.commitEpoch))
    }
    if context.view?.isInSafeMode ?? false { waits.append(.safeMode) }
    if context.elapsed >= min(Margins.lastStart, spec.update.notAfter) {
      waits.append(.lateInEpoch)
    }
    waits += intervalWaits()
    waits += moneyWaits(nil, cost: context.flatCost)
    add(
      .commit(id, content), .newContent, cost: context.flatCost, need: .commit, waits: waits,
      urgency: 2)
  }

  private func isCommit(_ intent: Intent, of content: ReleaseContent) -> Bool {
    guard case .commit(_, let commitments) = intent.purpose else { return false }
    return record?.attempt(commitments)?.content == content
  }

  private func fileWaitsForCompare(_ content: ReleaseContent) -> [Wait] {
    switch context.observed.weights[name] ?? .notRead {
    case .notRead, .ready: []
    case let view: [.weights(view)]
    }
  }

  /// One commit per model and epoch, and the declared distance between two.
  private func intervalWaits() -> [Wait] {
    guard let last = record?.lastSuccess[.commit], let epoch = context.view?.epoch else {
      return []
    }
    if last >= epoch { return [.oncePerEpoch(.commit)] }
    let span = spec.update.minInterval.tenThousandths
    let whole = (span / EpochSpan.partsPerEpoch) + (span % EpochSpan.partsPerEpoch == 0 ? 0 : 1)
    let (earliest, overflow) = last.rawValue.addingReportingOverflow(whole)
    let until = Epoch(overflow ? .max : earliest)
    return epoch < until ? [.minimumInterval(until: until)] : []
  }

  private mutating func planRetirement(of model: Model, _ id: ModelID, _ hold: [Wait]) {
    let cost = context.flatCost
    var waits = hold + obligationWaits(.retire).filter { $0 != .paused || !isWanted }
    if spec.retire != id {
      waits += moneyWaits(.retire, cost: cost).filter { $0 == .approval(.retire) }
    }
    if let epoch = context.view?.epoch,
      let youngest = receipts(of: model)?.map(\.activationEpoch).max(),
      youngest > epoch
    {
      // Stake that has not counted yet would be stranded (CHAIN 4.5).
      waits.append(.epoch(youngest))
    }
    if !unresolved(.stake).isEmpty { waits.append(.intent(.stake)) }
    add(
      .retire(id), .retirementDeclared, cost: cost, need: .main(cost.total), waits: waits,
      urgency: 1)
  }

  func receipts(of model: Model) -> [StakedSoma]? {
    wallet?.receipts.value?.filter { $0.poolID == model.stakingPool.id }
  }
}

extension Problem {
  /// Whether policy is to send nothing for the model but reveals.
  fileprivate var stopsEverything: Bool {
    if case .chainDiffers(_, _, stops: true) = kind { true } else { false }
  }
}
