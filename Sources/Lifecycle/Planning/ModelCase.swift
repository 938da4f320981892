import Manifest
import SomaTypes

/// One model in a pass: what is known of it, and what it needs. It sees no other model.
struct ModelCase {
  let context: PlanContext
  let name: ResourceName
  /// As declared, or as accepted.
  let spec: ModelSpec
  /// `nil` for a model that nobody applied yet.
  let record: ModelRecord?
  /// The generation that steps are for: that of the journal, or the one that `apply` would make.
  let generation: UInt64
  /// What is to be live; `nil` if nobody has read it.
  let content: ReleaseContent?
  /// Whether the model is in the manifests, or the run goes by the journal.
  let isWanted: Bool
  /// Its id on the chain, also one that follows from a create whose outcome is not known.
  let id: ModelID?
  /// What the chain shows; `nil` inside if it has no such model.
  let facts: Known<Model?>

  var drafts: [Draft] = []
  var risks: [Risk] = []
  var losses: [Loss] = []
  var problems: [Problem] = []

  init(
    _ spec: ModelSpec, record: ModelRecord?, isWanted: Bool, in context: PlanContext
  ) {
    self.context = context
    self.spec = spec
    self.record = record
    self.isWanted = isWanted
    name = spec.name
    let files = context.observed.weights[spec.name] ?? .notRead
    let isAccepted = record.map { $0.spec == spec } ?? false
    content = Self.content(spec, record: record, files: files, takesNew: context.isDeclared)
    let isNew =
      context.isDeclared && isWanted
      && !(isAccepted && content == record?.acceptedContent)
    generation = (record?.generation ?? 0) + (isNew ? 1 : 0)
    var creating: ModelID?
    for intent in record?.unresolved ?? [] {
      if case .create(let id, _, _) = intent.purpose { creating = id }
    }
    id = record?.modelID ?? creating ?? (spec.modelID == record?.modelID ? nil : spec.modelID)
    if let id {
      facts = context.reading.model(id)
    } else if case .unknown(let reason) = context.reading.view {
      facts = .unknown(reason)
    } else {
      facts = .known(nil)
    }
  }

  /// What is to be live: the accepted content, or with the policy `onChange`, or while a new
  /// spec is being applied, what the files hold now.
  private static func content(
    _ spec: ModelSpec, record: ModelRecord?, files: WeightsView, takesNew: Bool
  ) -> ReleaseContent? {
    if case .ready(let found) = files, takesNew || spec.update.policy == .onChange {
      return found
    }
    if spec.update.policy == .onChange, let newest = record?.attempts.last { return newest.content }
    return record?.acceptedContent
  }

  var wallet: WalletView? { context.observed.wallets[spec.wallet.name] }

  var unresolved: [Intent] { record?.unresolved ?? [] }

  func unresolved(_ kind: ActionKind) -> [Intent] { unresolved.filter { $0.purpose.kind == kind } }

  /// The model, where it is known to be there.
  var model: Model? { facts.value.flatMap(\.self) }

  mutating func add(
    _ action: StepAction, _ reason: StepReason, timing: StepTiming = StepTiming(),
    cost: StepCost = .free, need: CoinNeed = .none, waits: [Wait] = [],
    permit: RevealPermit? = nil, urgency: Int = 0
  ) {
    drafts.append(
      Draft(
        step: Step(
          model: name, wallet: need == .none ? nil : spec.wallet.name, action: action,
          reason: reason, timing: timing, cost: cost, coins: [], permit: permit,
          waits: waits.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }),
        need: need, urgency: urgency, pool: model?.stakingPool.somaBalance ?? .zero))
  }

  mutating func risk(_ kind: Risk.Kind) { risks.append(Risk(model: name, kind: kind)) }
  mutating func loss(_ kind: Loss.Kind) { losses.append(Loss(model: name, kind: kind)) }
  mutating func problem(_ kind: Problem.Kind) { problems.append(Problem(model: name, kind: kind)) }

  /// The whole case.
  mutating func plan() {
    planRecords()
    planUnresolved()
    planReveals()
    switch facts {
    case .unknown(let reason): problem(.unknown(reason))
    case .known(nil): planAbsent()
    case .known(let model?):
      guard model.owner == wallet?.address || wallet == nil else {
        problem(.foreignOwner(id ?? .zero))
        return
      }
      switch model.state {
      case .created(let epoch): planCreated(model, since: epoch)
      case .pending(let pending): planPending(pending)
      case .active(let revealed, let pending): planActive(model, revealed, pending)
      case .inactive: planInactive()
      }
    }
  }
}
