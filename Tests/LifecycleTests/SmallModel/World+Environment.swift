import Lifecycle
import Manifest
import SomaTypes

/// The search: every order of what runs and the world around them can do.
struct Explorer {
  var runner: Runner
  /// How many epochs the search goes through.
  var lastEpoch: Int
  var lies: [Lie] = Lie.allCases
  var ticks = 0...World.ticks.count - 1
  /// Whether every state with an open window is checked for what two good runs make of it.
  var checksLiveness = true
  /// Where the search gives up.
  var stateLimit = 2_000_000
  /// When it gives up.
  var deadline: ContinuousClock.Instant?
  /// Whether bytes that are no reveal leave at once where they may be lost or late anyway, so that no state
  /// is needed for a run that hesitates. A reveal leaves when it wants, because its permit has an end.
  var sendsAtOnce = true
  /// Whether a run can crash after every write of its own, and not only before its bytes leave.
  var crashesAnywhere = false
  /// Whether each world that is taken for a known one is compared with it by what follows from both.
  var checksMerges = false
  private var representatives: [Fingerprint: World] = [:]
  /// How many worlds were compared, and how many of them were not alike.
  private(set) var merges = (compared: 0, different: 0)
  /// The first two that were not.
  private(set) var unlike: [World] = []
  /// The states in which no run is under way, without what is on its way; kept with ``checksMerges``.
  private(set) var resting: Set<Fingerprint> = []
  /// How many states each step of the search added.
  private(set) var layers: [Int] = []

  private(set) var states = 0
  private(set) var isComplete = false
  private(set) var transitions = 0
  private(set) var windowsChecked = 0
  private var windows: Set<Fingerprint> = []
  private(set) var liveModels = 0
  private(set) var violations: Set<Violation> = []
  /// The first world in which something was found.
  private(set) var witness: World?

  init(
    _ lens: Lens, sabotage: Sabotage? = nil, lastEpoch: Int = 3
  ) {
    runner = Runner(lens: lens, sabotage: sabotage)
    self.lastEpoch = lastEpoch
  }

  /// Breadth first from these worlds, until nothing is new or a violation is found.
  mutating func explore(from worlds: [World]) {
    var seen = Set(worlds.map(\.fingerprint))
    var frontier = worlds
    search: while !frontier.isEmpty {
      var next: [World] = []
      for world in frontier {
        check(world)
        for successor in successors(of: world) {
          transitions += 1
          let canonical = successor.canonical
          let fingerprint = canonical.fingerprint
          let isNew = seen.insert(fingerprint).inserted
          if isNew { next.append(canonical) }
          if checksMerges { compare(canonical, fingerprint, isNew) }
        }
        violations.formUnion(runner.violations)
        if !violations.isEmpty { witness = witness ?? world }
        if !violations.isEmpty || seen.count >= stateLimit || isLate { break search }
      }
      frontier = next
      layers.append(next.count)
    }
    states = seen.count
    isComplete = frontier.isEmpty
  }

  private mutating func compare(_ world: World, _ fingerprint: Fingerprint, _ isNew: Bool) {
    if isNew {
      representatives[fingerprint] = world
      if world.phases.allSatisfy({ $0 == .idle }) { resting.insert(world.windowFingerprint) }
    } else if let known = representatives[fingerprint], known != world {
      merges.compared += 1
      // What leads back to the same is no future.
      let futures = [known, world].map {
        Set(successors(of: $0).map(\.canonical.fingerprint)).subtracting([fingerprint])
      }
      if futures[0] != futures[1] {
        merges.different += 1
        if unlike.isEmpty {
          unlike = [known, world]
          for (one, other) in zip(0...1, [1, 0]) {
            let next = successors(of: unlike[one]).map(\.canonical)
            unlike += next.filter {
              !futures[other].contains($0.fingerprint) && $0.fingerprint != fingerprint
            }
          }
        }
      }
    }
  }

  private var isLate: Bool { deadline.map { ContinuousClock.now > $0 } ?? false }

  /// The counts, for a person.
  var report: String {
    let end = isComplete ? "all" : "NOT ALL, cut \(layers.count) steps from the start"
    return "\(states) states, \(end), \(transitions) transitions, \(runner.planCount) plans, "
      + "\(windowsChecked) open windows that two good runs were let into, at most \(liveModels) "
      + "models live; violations: \(violations.isEmpty ? "none" : "\(violations)")"
  }

  mutating func successors(of world: World) -> [World] {
    guard !isSettled(world) else { return [] }
    var result: [World] = []
    environment(world, &result)
    var hasIdle = false
    for run in world.phases.indices {
      switch world.phases[run] {
      case .idle:
        if hasIdle { continue }
        hasIdle = true
        for lie in lies {
          let after = runner.begin(run, in: world, lie)
          if world.budget.crashes > 0, crashesAnywhere {
            result += runner.trail.map { $0.crashing(run) }
          }
          if after != world { append(after, run, &result) }
          // A run that asked, and goes on to the next step.
          let sent = Set(world.journals.flatMap(\.record.unresolved).map(\.digest))
          if !sent.isEmpty {
            let next = runner.begin(run, in: world, lie, skipping: sent)
            if next != world, next != after { append(next, run, &result) }
          }
        }
      case .leaving: proceed(run, world, &result)
      case .awaiting: break
      }
    }
    return result
  }

  private mutating func append(_ world: World, _ run: Int, _ result: inout [World]) {
    if sendsAtOnce, case .leaving(_, nil, _) = world.phases[run] {
      proceed(run, world, &result)
    } else {
      result.append(world)
    }
  }

  /// What becomes of bytes that are about to leave.
  private mutating func proceed(_ run: Int, _ world: World, _ result: inout [World]) {
    guard case .leaving(let transaction, let permit, _) = world.phases[run] else { return }
    if world.budget.crashes > 0 { result.append(world.crashing(run)) }
    var left = world
    let now = World.Permit(epoch: world.chain.epoch, tick: world.tick)
    if let permit, permit != now, runner.sabotage != .sendsWithoutPermit {
      left.phases[run] = .idle
    } else {
      runner.leave(transaction, &left)
      // The answer, if there is one, is as good as a later run that looks the transaction up.
      left.phases[run] = .idle
    }
    result.append(left)
  }

  /// Whether everything is over or as declared, and nothing is on its way: whatever comes is more of the
  /// same.
  private func isSettled(_ world: World) -> Bool {
    guard world.pool.isEmpty, world.phases.allSatisfy({ $0 == .idle }),
      world.budget.newWeights == 0,
      world.budget.foreignCommits == 0, world.chain.models.count == world.targets.count,
      world.journals.allSatisfy({ $0.record.unresolved.isEmpty })
    else { return false }
    return world.chain.models.values.allSatisfy { model in
      switch model.state {
      case .inactive: true
      case .active(let content, nil): content == world.targets[model.model]
      case .created, .pending, .active: false
      }
    }
  }

  private func environment(_ world: World, _ result: inout [World]) {
    for transaction in world.pool {
      var executed = world
      executed.chain.execute(transaction)
      executed.pool = executed.pool.filter(executed.chain.canExecute)
      result.append(executed)
    }
    var later = world
    if let next = ticks.first(where: { $0 > world.tick }) {
      later.tick = next
      result.append(later)
    } else if world.chain.epoch < lastEpoch {
      later.tick = ticks.lowerBound
      later.chain.advance()
      result.append(later)
    }
    if world.budget.newWeights > 0 {
      for model in world.targets.indices {
        result.append(world.declaring(world.targets[model] + 1, for: model))
      }
    }
    if world.budget.foreignCommits > 0 {
      for (tag, model) in world.chain.models {
        guard case .active = model.state else { continue }
        var changed = world
        changed.budget.foreignCommits -= 1
        _ = changed.chain.commit(tag, ReferenceChain.foreign)
        changed.chain.overwrite = nil  // not ours to prevent
        result.append(changed)
      }
    }
    if world.budget.foreignSpends > 0 {
      for coin in world.chain.coins.indices {
        var spent = world
        spent.budget.foreignSpends -= 1
        spent.chain.coins[coin] += 1
        spent.pool = spent.pool.filter(spent.chain.canExecute)
        result.append(spent)
      }
    }
  }

  private mutating func check(_ world: World) {
    for (model, count) in world.chain.creates where count > 1 {
      violations.insert(.secondCreate(model: model))
    }
    if let overwrite = world.chain.overwrite, overwrite.old != ReferenceChain.foreign {
      violations.insert(.overwrittenCommit)
    }
    liveModels = max(
      liveModels,
      world.chain.models.values.count { if case .active = $0.state { true } else { false } })
    guard checksLiveness, runner.sabotage == nil, world.phases.allSatisfy({ $0 == .idle }) else {
      return
    }
    for (tag, model) in world.chain.models {
      guard case .pending(let pending) = model.state, world.chain.epoch == pending.epoch + 1 else {
        continue
      }
      guard windows.insert(world.windowFingerprint).inserted else { return }
      windowsChecked += 1
      for lie in lies where !lands(tag, world, lie) {
        witness = witness ?? world
        violations.insert(.deadlineMissed(model: model.model, lie: lie))
      }
    }
  }

  /// Whether two runs in what is left of the window bring a first reveal about, with one honest node and
  /// no further faults. The second one is later by more than the margins, if there is time.
  private mutating func lands(_ tag: Int, _ start: World, _ lie: Lie) -> Bool {
    let before = runner.violations
    defer { runner.violations = before }
    var world = start
    world.pool = []  // whatever was on its way is lost
    for round in 0..<2 {
      if round == 1, let next = ticks.first(where: { $0 > world.tick }) { world.tick = next }
      runner.goodRun(&world, lie)
    }
    if case .active = world.chain.models[tag]?.state { return true }
    return false
  }
}

extension World {
  /// The same with its runs in one order, since they are alike, and without those whose permit is over.
  var canonical: World {
    guard phases.contains(where: { $0 != .idle }) else { return self }
    var world = self
    let now = Permit(epoch: chain.epoch, tick: tick)
    for index in phases.indices {
      if case .leaving(_, let permit?, _) = phases[index], permit != now {
        world.phases[index] = .idle
      }
    }
    if world.phases.count == 2, world.phases[0] == .idle { world.phases.swapAt(0, 1) }
    return world
  }

  /// The same after a crash of this run.
  func crashing(_ run: Int) -> World {
    var world = self
    world.phases[run] = .idle
    if budget.crashes < .max { world.budget.crashes -= 1 }
    return world
  }

  /// The same with new weights that the owner applied.
  func declaring(_ content: Int, for model: Int) -> World {
    var world = self
    world.budget.newWeights -= 1
    world.targets[model] = content
    _ = world.journals[model].record.apply(
      .accepted(journals[model].record.spec, Fixtures.content(model, content)))
    _ = world.journals[model].record.apply(
      .approved(
        Approval(
          action: .create, generation: world.journals[model].record.generation,
          lastEpoch: Epoch(.max))))
    return world
  }
}
