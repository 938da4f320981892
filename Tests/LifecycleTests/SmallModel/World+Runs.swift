import Lifecycle
import Manifest
import SomaTypes

/// A rule of the runner that a test breaks on purpose, to see that the search finds it.
enum Sabotage: CaseIterable, Hashable {
  case sendsWithoutPermit
  case forgetsIntents
  case seesNoPendingUpdate
  case reusesKeys
  case skipsDrills
  case sharesCoins
}

/// What a run does in one step: everything up to the next thing that others can see.
struct Runner {
  let lens: Lens
  var sabotage: Sabotage?
  var violations: Set<Violation> = []
  /// Plans that were made before: worlds that differ in what is on its way plan alike.
  private var plans: [PlanKey: Plan] = [:]
  private(set) var planCount = 0
  /// How many plans are kept.
  private static let planLimit = 100_000
  /// The worlds after each step of the last run that only the journal saw.
  private(set) var trail: [World] = []

  private struct PlanKey: Hashable {
    var chain: ReferenceChain
    var tick: Int
    var journals: [Journal]
    var targets: [Int]
    var lie: Lie
  }

  init(lens: Lens, sabotage: Sabotage? = nil) {
    self.lens = lens
    self.sabotage = sabotage
  }

  private mutating func plan(_ world: World, _ lie: Lie) -> Plan {
    let key = PlanKey(
      chain: world.chain, tick: world.tick, journals: world.journals, targets: world.targets,
      lie: lie)
    if let plan = plans[key] { return plan }
    let plan = lens.plan(world, lie)
    planCount += 1
    if plans.count >= Self.planLimit { plans = [:] }
    plans[key] = plan
    return plan
  }

  /// A run begins, takes the lease, plans, and does the first step that changes anything; of those in
  /// `skipped` it asked before in this pass.
  ///
  /// - Returns: The world after it.
  mutating func begin(
    _ run: Int, in world: World, _ lie: Lie, skipping skipped: Set<TransactionDigest> = []
  ) -> World {
    var world = world
    trail = []
    for other in world.phases.indices where other != run { world.phases[other].fence() }
    for _ in 0..<40 {
      let plan = plan(seen(world), lie)
      let step =
        (sabotage == .sendsWithoutPermit ? plan.steps.filter(\.waitsForTimeOnly) : plan.due).first {
          if case .resolve(let digest) = $0.action, skipped.contains(digest) { return false }
          return perform($0, run, &world, lie)
        }
      guard let step else { return world }
      if !step.action.isLocal { return world }
      trail.append(world)
    }
    return world
  }

  /// The world as a sabotaged run sees it.
  private func seen(_ world: World) -> World {
    var seen = world
    switch sabotage {
    case .forgetsIntents:
      for index in seen.journals.indices {
        seen.journals[index].record = seen.journals[index].record.forgetting()
      }
      seen.chain.models = [:]
    case .seesNoPendingUpdate:
      for (tag, model) in seen.chain.models {
        if case .active(let live, _) = model.state {
          seen.chain.models[tag]?.state = .active(content: live, pending: nil)
        }
      }
    case .sendsWithoutPermit, .reusesKeys, .skipsDrills, .sharesCoins, nil: break
    }
    return seen
  }

  /// Does a step; `false` if it changes nothing.
  private mutating func perform(
    _ step: Step, _ run: Int, _ world: inout World, _ lie: Lie
  ) -> Bool {
    guard let name = step.model, let model = lens.names.firstIndex(of: name) else { return false }
    func journal(_ event: ModelEvent) -> Bool {
      world.journals[model].record.apply(event) == .recorded
    }
    switch step.action {
    case .record(let event): return journal(event)
    case .seal(let plaintext):
      let content = world.targets[model]
      let key = sabotage == .reusesKeys ? [model] : [model, content]
      if let other = world.sealed[key], other != content { violations.insert(.keyReuse) }
      world.sealed[key] = content
      return journal(.release(plaintext, .sealed(lens.fixtures.manifest(model, content))))
    case .upload(let plaintext): return journal(.release(plaintext, .hosted))
    case .verify(let plaintext): return journal(.release(plaintext, .verified))
    case .pack(let content, let copies):
      return journal(.packed(content, commitments(model, content), copies: copies))
    case .drill(let content):
      if sabotage != .skipsDrills { world.drilled.insert([model, number(content)]) }
      return journal(.attempt(commitments(model, content), .drilled(copies: 2)))
    case .identify(let commitments): return journal(.foreign(commitments))
    case .create(let content?, let stake, let commission, _):
      return sign(create: content, stake, commission, step, model, &world)
    case .commit(let id, let content?):
      let commitments = commitments(model, content)
      let commit = transaction(
        .commit(tag: tag(id), model: model, content: number(content)), step.coins[0])
      requireDrill(model, content, world)
      return journal(.prepared([intent(commit, .commit(id, commitments), model)]))
    case .reveal(let commit):
      guard step.permit != nil || sabotage == .sendsWithoutPermit else { return false }
      let content = commit.commitments.embeddingCommitment.bytes.number(2)
      let reveal = transaction(
        .reveal(tag: tag(commit.modelID), model: model, content: content),
        step.coins.first ?? Fixtures.coins(world.chain.coins.map(UInt64.init)).coins[1].reference)
      return journal(
        .prepared([
          intent(
            reveal,
            .reveal(commit.modelID, commit.commitments, commitEpoch: commit.commitEpoch), model)
        ]))
    case .send(let digest): return send(digest, step, run, model, &world)
    case .resolve(let digest): return resolve(digest, step, run, model, &world, lie)
    case .abandon(let digest):
      let old = ReferenceTransaction(digest)
      let burn = ReferenceTransaction(.burn, coin: old.coin, version: old.version)
      world.chain.execute(burn)
      world.pool = world.pool.filter(world.chain.canExecute)
      return rule(digest, model, &world)
    default: return false
    }
  }

  private mutating func sign(
    create content: ReleaseContent, _ stake: Amount, _ commission: BasisPoints, _ step: Step,
    _ model: Int, _ world: inout World
  ) -> Bool {
    let create = transaction(.create(model: model), step.coins[0])
    let id = ReferenceTransaction.modelID(create.tag)
    let commit = transaction(
      .commit(tag: create.tag, model: model, content: number(content)),
      sabotage == .sharesCoins ? step.coins[0] : step.coins[1])
    requireDrill(model, content, world)
    let intents = [
      intent(create, .create(id, stake: stake, commission: commission), model),
      intent(commit, .commit(id, commitments(model, content)), model),
    ]
    var record = world.journals[model].record
    if sabotage == .forgetsIntents { record = record.forgetting() }
    guard record.apply(.prepared(intents)) == .recorded else { return false }
    world.journals[model].record = record
    return true
  }

  private mutating func requireDrill(_ model: Int, _ content: ReleaseContent, _ world: World) {
    if !world.drilled.contains([model, number(content)]) { violations.insert(.commitWithoutDrill) }
  }

  private func send(
    _ digest: TransactionDigest, _ step: Step, _ run: Int, _ model: Int, _ world: inout World
  ) -> Bool {
    let transaction = ReferenceTransaction(digest)
    var permit: World.Permit?
    if case .reveal = transaction.kind {
      guard step.permit != nil || sabotage == .sendsWithoutPermit else { return false }
      permit = World.Permit(epoch: world.chain.epoch, tick: world.tick)
    }
    let event = IntentMachine.Event.sending(
      atMs: lens.time(world), in: Epoch(UInt64(world.chain.epoch)))
    guard
      world.journals[model].record.apply(.intent(digest, event, wallClockMs: 0)) == .recorded
    else { return false }
    world.phases[run] = .leaving(transaction, permit: permit, isFenced: false)
    return true
  }

  private func resolve(
    _ digest: TransactionDigest, _ step: Step, _ run: Int, _ model: Int, _ world: inout World,
    _ lie: Lie
  ) -> Bool {
    if rule(digest, model, &world) { return true }
    let transaction = ReferenceTransaction(digest)
    if world.pool.contains(transaction) {
      // A duplicate of what is on its way: only the journal changes, if anything does.
      if case .reveal = transaction.kind { return false }
      let before = world.journals[model]
      _ = world.journals[model].record.apply(
        .intent(
          digest, .sending(atMs: lens.time(world), in: Epoch(UInt64(world.chain.epoch))),
          wallClockMs: 0))
      return world.journals[model] != before
    }
    return send(digest, step, run, model, &world)
  }

  /// Asks the honest node.
  func rule(_ digest: TransactionDigest, _ model: Int, _ world: inout World) -> Bool {
    let transaction = ReferenceTransaction(digest)
    let lookup: IntentEvidence.Lookup =
      world.chain.executed[transaction].map {
        .ran(succeeded: $0.succeeded, in: Epoch(UInt64($0.epoch)))
      } ?? .notFound
    let mover = world.chain.executed.keys.first {
      $0.coin == transaction.coin && $0.version == world.chain.coins[transaction.coin] - 1
    }
    let isUntouched = world.chain.coins[transaction.coin] == transaction.version
    let evidence = IntentEvidence(
      lookups: [lookup],
      coins: [isUntouched ? .untouched : mover.map { .moved(by: $0.digest) } ?? .moved(by: .zero)],
      effect: .known(hasEffect(transaction, world.chain)))
    let event: IntentMachine.Event
    if let ruling = evidence.ruling(on: digest) {
      event = .ruled(ruling)
    } else if evidence.isOvertaken {
      event = .overtaken
    } else {
      return false
    }
    return world.journals[model].record.apply(.intent(digest, event, wallClockMs: 0)) == .recorded
  }

  private func hasEffect(_ transaction: ReferenceTransaction, _ chain: ReferenceChain) -> Bool {
    switch transaction.kind {
    case .create: chain.models[transaction.tag] != nil
    case .commit(let tag, _, let content): chain.pending(tag)?.content == content
    case .reveal(let tag, _, let content):
      if case .active(content, _) = chain.models[tag]?.state { true } else { false }
    case .burn: false
    }
  }

  private func transaction(
    _ kind: ReferenceTransaction.Kind, _ coin: ObjectRef
  ) -> ReferenceTransaction {
    ReferenceTransaction(kind, coin: coin.id.bytes.number(1), version: Int(coin.version.rawValue))
  }

  private func intent(
    _ transaction: ReferenceTransaction, _ purpose: Intent.Purpose, _ model: Int
  ) -> Intent {
    Intent(
      digest: transaction.digest, purpose: purpose, model: lens.names[model],
      wallet: lens.fixtures.wallet.name, coins: [transaction.reference], generation: 1)
  }

  private func commitments(_ model: Int, _ content: ReleaseContent) -> ModelCommitments {
    lens.fixtures.commitments(model, number(content))
  }

  private func number(_ content: ReleaseContent) -> Int { content.embedding.bytes.number(2) }

  private func tag(_ id: ModelID) -> Int { id.bytes.number(1) }
}

extension Runner {
  /// Bytes leave: from now on they can arrive at any time.
  mutating func leave(_ transaction: ReferenceTransaction, _ world: inout World) {
    if case .reveal(let tag, let model, let content) = transaction.kind {
      // When a commit of this content last ran; somebody else may have replaced it since.
      let committed = world.chain.executed.compactMap { commit, execution -> Int? in
        guard execution.succeeded, case .commit(tag, _, content) = commit.kind else { return nil }
        return execution.epoch
      }.max()
      let isPublic = world.chain.executed.contains { reveal, execution in
        guard execution.succeeded, case .reveal(tag, _, content) = reveal.kind else { return false }
        return true
      }
      if !isPublic, world.chain.epoch <= committed ?? .max {
        violations.insert(.earlyKey(model: model))
      }
    }
    let others = world.pool.union(world.chain.executed.keys)
    if others.contains(where: {
      $0.coin == transaction.coin && $0.version == transaction.version && $0 != transaction
        && $0.kind != .burn
    }) {
      violations.insert(.twoTransactionsOverOneCoin)
    }
    if world.chain.canExecute(transaction) { world.pool.insert(transaction) }
  }
}

extension Runner {
  /// A run that meets no fault: everything that is due is done, sent, executed and answered; what is
  /// not settled is asked about once.
  mutating func goodRun(_ world: inout World, _ lie: Lie) {
    var asked: Set<TransactionDigest> = []
    for _ in 0..<30 {
      let before = world
      world = begin(0, in: world, lie, skipping: asked)
      if case .leaving(let transaction, _, _) = world.phases[0] {
        asked.insert(transaction.digest)
        leave(transaction, &world)
        world.chain.execute(transaction)
        world.pool = world.pool.filter(world.chain.canExecute)
        world.phases[0] = .idle
        if let model = transaction.model { _ = rule(transaction.digest, model, &world) }
      } else if world == before {
        return
      }
    }
  }
}

extension World.Phase {
  /// Another run has taken the lease: whatever this one writes is refused.
  mutating func fence() {
    switch self {
    case .idle: break
    case .leaving(let transaction, let permit, _):
      self = .leaving(transaction, permit: permit, isFenced: true)
    case .awaiting: self = .idle
    }
  }
}

extension Step {
  /// Whether nothing but the clock, as the nodes tell it, keeps it back.
  var waitsForTimeOnly: Bool {
    waits.allSatisfy {
      switch $0 {
      case .epoch, .permit: true
      default: false
      }
    }
  }
}

extension StepAction {
  /// Whether nobody but the journal sees it.
  var isLocal: Bool {
    switch self {
    case .record, .seal, .upload, .verify, .pack, .drill, .identify: true
    default: false
    }
  }
}

extension ModelRecord {
  /// The same without what was sent, as if it had not been journaled.
  func forgetting() -> ModelRecord {
    var copy = ModelRecord(accepting: spec, content: acceptedContent)
    for (plaintext, release) in releases {
      guard let manifest = release.manifest else { continue }
      for event in [Release.Event.sealed(manifest), .hosted, .verified] {
        _ = copy.apply(.release(plaintext, event))
      }
    }
    for attempt in attempts {
      _ = copy.apply(.packed(attempt.content, attempt.commitments, copies: 2))
      guard attempt.state != .packed else { continue }
      _ = copy.apply(.attempt(attempt.commitments, .drilled(copies: 2)))
    }
    let kept = intents.filter { $0.machine.state == .prepared && $0.purpose.kind == .create }
    _ = copy.apply(.prepared(kept))
    for approval in approvals { _ = copy.apply(.approved(approval)) }
    return copy
  }
}
