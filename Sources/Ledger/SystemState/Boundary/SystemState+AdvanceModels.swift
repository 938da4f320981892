import SomaTypes

// Source: chain `advance_epoch_models` in `types/src/system_state/mod.rs`; CHAIN.md 1.6.

extension SystemState {
  /// The part of a boundary that is about models, after the epoch has moved on.
  mutating func advanceModels(_ outcome: inout EpochOutcome) {
    let modelIDs = modelRegistry.models.keys.sorted()
    slashReported(&outcome)
    for modelID in modelIDs { slashLate(modelID, &outcome) }
    for modelID in modelIDs { beginEpoch(modelID, &outcome.events) }
    modelRegistry.totalModelStake = modelRegistry.models.values.reduce(.zero) { sum, model in
      model.isActive ? sum.addingClamped(model.stakingPool.somaBalance) : sum
    }
  }

  /// Steps 1 of 1.6. All records go, whether they led to something or not.
  private mutating func slashReported(_ outcome: inout EpochOutcome) {
    let records = modelRegistry.modelReportRecords.sorted { $0.key < $1.key }
    modelRegistry.modelReportRecords = [:]
    for (modelID, reporters) in records
    where modelRegistry.models[modelID]?.isActive == true && validators.isQuorum(reporters) {
      slash(modelID, .reported, parameters.modelTallySlashRateBps, &outcome)
    }
  }

  /// Steps 2 and 3 of 1.6. A Created model stays Created, so it is slashed at every boundary.
  private mutating func slashLate(_ modelID: ModelID, _ outcome: inout EpochOutcome) {
    switch modelRegistry.models[modelID]?.state {
    case .created(let createEpoch) where isOverdue(createEpoch):
      slash(modelID, .notCommitted, parameters.modelRevealSlashRateBps, &outcome)
    case .pending(let update) where isOverdue(update.commitEpoch):
      slash(modelID, .notRevealed, parameters.modelRevealSlashRateBps, &outcome)
    case .created, .pending, .active, .inactive, nil:
      break
    }
  }

  /// Steps 4 to 6 of 1.6: late updates, commission, stake.
  private mutating func beginEpoch(_ modelID: ModelID, _ events: inout [StateEvent]) {
    guard var model = modelRegistry.models[modelID] else { return }
    switch model.state {
    case .active(let revealed, let update):
      if let update, isOverdue(update.commitEpoch) {
        model.state = .active(revealed, pendingUpdate: nil)
        events.append(.updateCancelled(modelID: modelID, commitEpoch: update.commitEpoch))
      }
      model.commissionRate = model.nextEpochCommissionRate
      model.stakingPool.processPendingWithdrawals()
      model.stakingPool.processPendingStake()
      model.stakingPool.storeExchangeRate(for: epoch)
    case .created, .pending:
      model.stakingPool.processPendingWithdrawals()
      model.stakingPool.processPendingStake()
    case .inactive:
      break
    }
    modelRegistry.models[modelID] = model
  }

  /// Whether the epoch after `start` has passed without what was due in it.
  private func isOverdue(_ start: Epoch) -> Bool {
    start.rawValue.addingClamped(1) < epoch.rawValue
  }

  private mutating func slash(
    _ modelID: ModelID, _ reason: StateEvent.SlashReason, _ rate: BasisPoints,
    _ outcome: inout EpochOutcome
  ) {
    guard var model = modelRegistry.models[modelID] else { return }
    let slash = model.stakingPool.slash(rate)
    model.retire(in: epoch)
    modelRegistry.models[modelID] = model
    outcome.burned = outcome.burned.addingClamped(slash.taken)
    outcome.events.append(
      .modelSlashed(modelID: modelID, reason: reason, burned: slash.taken))
    if slash.taken < slash.unlimited {
      outcome.events.append(
        .slashLimited(modelID: modelID, burned: slash.taken, unlimited: slash.unlimited))
    }
  }
}
