import Manifest
import SomaTypes

// Commission, stake, probes: last in the order, and never in the way of a reveal.
extension ModelCase {
  mutating func planUpkeep(_ model: Model, _ id: ModelID) {
    guard isWanted, spec.lifecycle == .active else { return }
    planCommission(model, id)
    planStake(model, id)
    if spec.earnings == .auto { planClaims() }
  }

  /// One transaction for each target, the largest reward first. What pays less than it costs is left to a
  /// person.
  private mutating func planClaims() {
    let rewards = context.observed.claimable[name] ?? [:]
    guard !rewards.isEmpty else { return }
    let cost = context.flatCost
    let waits =
      obligationWaits(.claim).filter { $0 != .intent(.claim) } + moneyWaits(nil, cost: cost)
    for (target, reward) in rewards.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
    where reward > cost.total {
      let isUnderWay = unresolved(.claim).contains { $0.purpose == .claim(target) }
      guard !isUnderWay else { continue }
      add(
        .claim(target, reward: reward), .earningsDeclared, cost: cost, need: .main(cost.total),
        waits: waits, urgency: 2)
    }
  }

  private mutating func planCommission(_ model: Model, _ id: ModelID) {
    let chain = model.nextEpochCommissionRate
    guard chain != spec.commission else { return }
    if record?.establishedCommission == spec.commission, spec.drift.commission != .enforce {
      problem(.chainDiffers(id, what: .commission, stops: spec.drift.commission == .stop))
      return
    }
    let cost = context.flatCost
    var waits = obligationWaits(.commission) + moneyWaits(nil, cost: cost)
    if let last = record?.lastSuccess[.commission], let epoch = context.view?.epoch, last >= epoch {
      waits.append(.oncePerEpoch(.commission))
    }
    add(
      .setCommission(id, spec.commission),
      .commissionDiffers(chain: chain, declared: spec.commission), cost: cost,
      need: .main(cost.total), waits: waits)
  }

  /// Ours is what our receipts say, never the balance of the pool, in which others have stake too.
  private mutating func planStake(_ model: Model, _ id: ModelID) {
    guard let target = spec.stake.target else { return }
    guard model.stakingPool.deactivationEpoch == nil else {
      problem(.impaired(id))  // nodes can abort on stake to such a pool (CHAIN 10.3, D1)
      return
    }
    guard let receipts = receipts(of: model) else {
      problem(.unknown(.unreadable))
      return
    }
    var ours = Amount.zero
    for receipt in receipts { ours = ours.adding(receipt.principal) ?? Amount(.max) }
    for intent in unresolved(.stake) {
      if case .stake(_, let amount) = intent.purpose { ours = ours.adding(amount) ?? Amount(.max) }
    }
    guard let missing = target.subtracting(ours), missing > .zero else { return }
    if spec.drift.stake != .enforce {
      problem(.chainDiffers(id, what: .stake, stops: spec.drift.stake == .stop))
      return
    }
    let amount = min(missing, spec.stake.maxTopUpPerEpoch ?? missing)
    guard amount > .zero else { return }
    let cost = StepCost(
      fee: context.fees.map { $0.stakeFee(of: amount, writing: 4) } ?? .zero, stake: amount)
    var waits = obligationWaits(.stake) + moneyWaits(.stake, cost: cost)
    if context.view?.isInSafeMode ?? false { waits.append(.safeMode) }
    if let last = record?.lastSuccess[.stake], let epoch = context.view?.epoch, last >= epoch {
      waits.append(.oncePerEpoch(.stake))
    }
    add(
      .topUp(id, amount), .stakeBelowTarget(ours: ours, target: target), cost: cost,
      need: .mainAndReserve(cost.total), waits: waits)
  }

  /// What is live has to stay fetchable: 95 % of the pool hang on it.
  mutating func planServing(of revealed: RevealedModel) {
    let probe = record?.probe ?? ProbeRecord()
    if probe.isFailingForGood { risk(.unreachable) }
    if probe.failingSinceMs != nil, record?.attempt(revealed.commitments) != nil {
      add(.repair(revealed.commitments), .probeFailed)
    }
    guard let duration = context.view?.parameters.epochDurationMs else { return }
    let now = context.now.wallClockMs
    func isDue(_ last: UInt64?, _ span: EpochSpan) -> Bool {
      guard let last else { return true }
      return now < last || now - last >= span.milliseconds(epochDurationMs: duration)
    }
    if let full = spec.probe.full, isDue(probe.lastFullMs, full) {
      add(.probe(isFull: true), .probeDue)
    } else if isDue(probe.lastMs, spec.probe.every) {
      add(.probe(isFull: false), .probeDue)
    }
  }
}
