import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import Steward

/// How a run ended, for people, scripts and the exit status.
struct RunOutcome {
  /// What is left.
  let plan: Plan
  /// What the last look saw.
  let observation: Observation
  /// What was not done.
  let failures: [(step: Step, error: any Error)]
  /// Wallets whose lease another run has.
  let heldWallets: Set<ResourceName>

  init(_ result: Run.Result) {
    plan = result.plan
    observation = result.observation
    failures = result.failures
    heldWallets = result.heldWallets
  }

  init(plan: Plan, observation: Observation) {
    self.plan = plan
    self.observation = observation
    failures = []
    heldWallets = []
  }

  /// The status of the run: what the plan says, and what went wrong on the way.
  func status(detailed: Bool = false) -> ExitStatus? {
    var found: [ExitStatus] = []
    if let status = ExitStatus(plan.status(detailed: detailed)) { found.append(status) }
    found += failures.map { ExitStatus(explaining: $0.error) }
    found += observation.walletProblems.values.map { ExitStatus(explaining: $0) }
    if let problem = observation.secretProblem { found.append(ExitStatus(explaining: problem)) }
    if !heldWallets.isEmpty { found.append(.leaseHeld) }
    return ExitStatus.precedence.first(where: found.contains)
  }

  /// Everything that a person must know, each thing once.
  var diagnostics: [Diagnostic] {
    var seen: Set<String> = []
    var problems: [any Error] = failures.map(\.error)
    problems += observation.walletProblems.sorted { $0.key < $1.key }.map(\.value)
    problems += observation.fileProblems.sorted { $0.key < $1.key }.map(\.value)
    problems += [observation.secretProblem].compactMap(\.self)
    if plan.epoch == nil { problems += observation.silentNodes.map(\.error) }
    return problems.flatMap { ($0 as? any Explainable)?.diagnostics ?? [] }
      .filter { seen.insert("\($0.code) \($0.detail)").inserted }
  }
}

extension ExitStatus {
  /// What wins first. Source: the table of exit statuses in `docs/errors.md`.
  static let precedence: [ExitStatus] = [
    .atRisk, .loss, .stateUnusable, .failed, .secretUnavailable, .noFunds, .invalidInput,
    .unavailable, .changedInput, .needsApproval, .leaseHeld, .changes,
  ]

  /// The status that a plan asks for; `nil` for success.
  init?(_ status: PlanStatus) {
    switch status {
    case .good: return nil
    case .failed: self = .failed
    case .changes: self = .changes
    case .needsApproval: self = .needsApproval
    case .refusedByPolicy: self = .changedInput
    case .preflight: self = .invalidInput
    case .secretUnavailable: self = .secretUnavailable
    case .funds: self = .noFunds
    case .unavailable: self = .unavailable
    case .atRisk: self = .atRisk
    case .loss: self = .loss
    case .stateUnusable: self = .stateUnusable
    }
  }
}
