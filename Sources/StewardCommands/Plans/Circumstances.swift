import Lifecycle
import Manifest
import SomaTypes

/// What explanations need beside the thing they explain: the time, and what is at stake.
struct Circumstances {
  /// The clocks.
  var now: Moment
  /// How moments are told.
  var place: LocalTime
  /// Whether the text is read later than now, so that a countdown would mislead.
  var isKept = false
  /// What lies in the pools, where it is known.
  var atStake: [ResourceName: AtStake]
  /// The earliest deadline of each model's reveals and commits.
  private(set) var deadlines: [ResourceName: StepTiming] = [:]
  /// Whether the reveal that is due is the first, where a step says so.
  private(set) var isFirstReveal: [ResourceName: Bool] = [:]

  /// Reads deadlines from the steps of a plan.
  init(of plan: Plan, now: Moment, place: LocalTime, atStake: [ResourceName: AtStake] = [:]) {
    self.now = now
    self.place = place
    self.atStake = atStake
    for step in plan.steps {
      guard let name = step.model else { continue }
      if case .reveal(let commit) = step.action { isFirstReveal[name] = commit.isFirst }
      guard let last = step.timing.lastEpoch else { continue }
      if let earlier = deadlines[name]?.lastEpoch, earlier <= last { continue }
      deadlines[name] = step.timing
    }
  }

  /// `by the end of epoch 13, 2026-11-26 10:12 +01:00 (in 3 h 12 min)`.
  func deadline(_ timing: StepTiming) -> String? {
    guard let last = timing.lastEpoch else { return nil }
    guard let end = timing.deadlineMs else { return "by the end of epoch \(last)" }
    let moment = isKept ? place.text(end) : place.deadline(end, nowMs: now.wallClockMs)
    return "by the end of epoch \(last), \(moment)"
  }

  /// The same for whatever a model must do first, or `in time` where no step says when.
  func deadline(of model: ResourceName?) -> String {
    model.flatMap { deadlines[$0] }.flatMap(deadline) ?? "in time"
  }

  /// What a missed first reveal costs: `half of its pool (12.5 of 25 SOMA)`.
  func revealLoss(of model: ResourceName?) -> String {
    stake(of: model)?.revealLoss ?? "half of its pool"
  }

  /// What unavailable weights cost: `95% of its pool (23.75 of 25 SOMA)`.
  func unavailabilityLoss(of model: ResourceName?) -> String {
    stake(of: model)?.unavailabilityLoss ?? "95% of its pool"
  }

  /// What hangs on a reveal of the model.
  func revealStakes(of model: ResourceName?) -> String {
    switch model.flatMap({ isFirstReveal[$0] }) {
    case true: "Without it \(revealLoss(of: model)) and the model itself are lost."
    case false: "Without it the update lapses and must be committed again; no stake is lost."
    case nil:
      "If it is the model's first, \(revealLoss(of: model)) and the model are lost without it; an update lapses."
    }
  }

  private func stake(of model: ResourceName?) -> AtStake? { model.flatMap { atStake[$0] } }
}

/// What a model can lose, by the live parameters of the chain.
struct AtStake: Equatable {
  /// All stake in the model's pool, that of others included.
  var pool: Amount
  /// What a first reveal that is missed costs.
  var revealSlash: BasisPoints
  /// What weights that validators cannot fetch cost.
  var tallySlash: BasisPoints

  /// Half of the pool, or whatever the rate says.
  var revealLoss: String { share(revealSlash) }

  /// Nearly all of the pool.
  var unavailabilityLoss: String { share(tallySlash) }

  private func share(_ rate: BasisPoints) -> String {
    let product = pool.shannons.multipliedFullWidth(by: min(rate, .all).rawValue)
    // At most 10 000 of 10 000 parts, so the quotient fits.
    let lost = Amount(shannons: BasisPoints.all.rawValue.dividingFullWidth(product).quotient)
    let part = rate == 5000 ? "half" : rate.percent
    return "\(part) of its pool (\(lost.soma) of \(pool))"
  }
}

extension ChainView {
  /// What the named models can lose by this view.
  func atStake(_ names: [ResourceName: ModelID]) -> [ResourceName: AtStake] {
    names.compactMapValues { id in
      models[id].map {
        AtStake(
          pool: $0.stakingPool.somaBalance, revealSlash: parameters.modelRevealSlashRateBps,
          tallySlash: parameters.modelTallySlashRateBps)
      }
    }
  }
}
