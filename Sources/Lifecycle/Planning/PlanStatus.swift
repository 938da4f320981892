/// How a run ends. Over many models the first of ``precedence`` wins.
public enum PlanStatus: Int, CaseIterable, Sendable {
  /// As declared, or waiting with nothing wrong.
  case good = 0
  /// A step is stopped after failures.
  case failed = 1
  /// The plan has changes, or waits for an epoch; only when asked for in detail.
  case changes = 2
  /// A person must approve, or say that it is no rename.
  case needsApproval = 3
  /// Drift, or changed input, that policy refuses to act on.
  case refusedByPolicy = 4
  /// Input or chain do not allow what is declared.
  case preflight = 5
  /// A secret or a signer is unavailable. Never how a plan alone ends: no step waits for a secret, because
  /// a plan is made without any. A run ends so when a step of its fails for want of one; where a commitment
  /// lives that it would reveal, that is ``atRisk``.
  case secretUnavailable = 7
  /// Not enough money, or no usable coin.
  case funds = 8
  /// Chain or host are unavailable.
  case unavailable = 9
  /// At risk.
  case atRisk = 10
  /// Lost.
  case loss = 11
  /// The journal is unusable, or behind the chain.
  case stateUnusable = 12

  /// What wins first.
  public static let precedence: [PlanStatus] = [
    .atRisk, .loss, .stateUnusable, .failed, .secretUnavailable, .funds, .preflight, .unavailable,
    .refusedByPolicy, .needsApproval, .changes, .good,
  ]
}

extension Plan {
  /// The status of a run that ends with this plan.
  ///
  /// - Parameter detailed: Whether steps that are left count as ``PlanStatus/changes``.
  /// - Returns: The first that applies, in the order of ``PlanStatus/precedence``.
  public func status(detailed: Bool = false) -> PlanStatus {
    var found: Set<PlanStatus> = [.good]
    if !risks.isEmpty { found.insert(.atRisk) }
    if !losses.isEmpty { found.insert(.loss) }
    if detailed, steps.contains(where: { !$0.action.isPassive }) { found.insert(.changes) }
    for problem in problems { found.insert(problem.status) }
    for step in steps {
      for wait in step.waits { found.insert(wait.status) }
    }
    return PlanStatus.precedence.first(where: found.contains) ?? .good
  }
}

extension StepAction {
  /// Whether it only looks.
  var isPassive: Bool {
    if case .probe = self { true } else { false }
  }
}

extension Problem {
  /// How a run with it ends, if nothing is worse.
  public var status: PlanStatus {
    switch kind {
    case .unknown: .unavailable
    case .journalBehindChain, .missingOnChain: .stateUnusable
    case .foreignOwner, .nothingDeclared, .claimedTwice: .preflight
    case .chainDiffers(_, _, let stops): stops ? .refusedByPolicy : .good
    case .contentChanged, .notDeclared: .refusedByPolicy
    case .impaired: .good
    }
  }
}

extension Wait {
  /// How a run that waits for it ends, if nothing is worse.
  public var status: PlanStatus {
    switch self {
    case .earlierStep, .epoch, .intent, .coin, .lateInEpoch, .oncePerEpoch, .minimumInterval,
      .paused,
      .safeMode, .backOff, .foreignUpdate, .activity, .permit:
      .good
    case .approval, .probableRename, .acceptance, .replacement, .spendingLimit: .needsApproval
    case .reserve, .funds: .funds
    case .watchman, .unknownProtocol, .architecture, .minimumStake, .embeddingDimension: .preflight
    case .weights(let view): view.status
    case .stopped: .failed
    case .knowledge, .wallet, .reachableWeights: .unavailable
    case .journalBehindChain: .stateUnusable
    }
  }
}

extension WeightsView {
  fileprivate var status: PlanStatus {
    switch self {
    case .notRead, .busy, .ready: .good
    case .missing, .unusable: .preflight
    }
  }
}
