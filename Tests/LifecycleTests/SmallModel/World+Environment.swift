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
  var stateLimit = 2_000_000
  /// How many states each step of the search added.
  private(set) var layers: [Int] = []

  private(set) var states = 0
  private(set) var isComplete = false
  private(set) var transitions = 0
  private(set) var windowsChecked = 0
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
    var seen: Set<World> = Set(worlds)
    var frontier = worlds
    while !frontier.isEmpty, violations.isEmpty, seen.count < stateLimit {
      var next: [World] = []
      for world in frontier {
        check(world)
        for successor in successors(of: world) {
          transitions += 1
          let canonical = successor.canonical
          if seen.insert(canonical).inserted { next.append(canonical) }
        }
        violations.formUnion(runner.violations)
        if !violations.isEmpty { witness = witness ?? world }
        if !violations.isEmpty { break }
      }
      frontier = next
      layers.append(next.count)
    }
    states = seen.count
    isComplete = frontier.isEmpty
  }

  /// The counts, for a person.
  var report: String {
    "\(states) states\(isComplete ? "" : ", not all"), \(transitions) transitions, "
      + "\(runner.planCount) plans, \(windowsChecked) windows with what two good runs make of each"
  }

  private mutating func successors(of world: World) -> [World] {
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
          if after != world { result.append(after) }
          // A run that asked, and goes on to the next step.
          let sent = Set(world.journals.flatMap(\.record.unresolved).map(\.digest))
          if !sent.isEmpty {
            let next = runner.begin(run, in: world, lie, skipping: sent)
            if next != world, next != after { result.append(next) }
          }
        }
      case .leaving(let transaction, let permit, _):
        if world.budget.crashes > 0 {
          var crashed = world
          crashed.phases[run] = .idle
          crashed.budget.crashes -= 1
          result.append(crashed)
        }
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
      case .awaiting: break
      }
    }
    return result
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
      windowsChecked += 1
      for lie in lies where !lands(tag, world, lie) {
        witness = witness ?? world
        violations.insert(.deadlineMissed(model: model.model, lie: lie))
      }
    }
  }

  /// Whether two runs in what is left of the window bring a first reveal about, with one honest node and
  /// no further faults. The second one is later by more than the margins, if there is time.
  private func lands(_ tag: Int, _ start: World, _ lie: Lie) -> Bool {
    var runner = runner
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
  /// The same with its runs in one order: they are alike.
  var canonical: World {
    guard phases.count == 2, phases[0] == .idle, phases[1] != .idle else { return self }
    var world = self
    world.phases.swapAt(0, 1)
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
