import Lifecycle
import SomaTypes
import TestSupport
import Testing

/// Something that happens in a random run. One that is not possible does nothing, so a list of them stays
/// meaningful when some are left out.
enum Move: Hashable {
  case run(Int, Lie)
  case proceed(Int)
  case crash(Int)
  case deliver(Int)
  case tick
  case newWeights(Int)
  case foreignCommit(Int)
  case foreignSpend(Int)

  static func random(_ models: Int, _ generator: inout SeededGenerator) -> Move {
    let number = Int.random(in: 0..<8, using: &generator)
    switch Int.random(in: 0..<20, using: &generator) {
    case 0..<6: return .run(number % 2, Lie.allCases[number % Lie.allCases.count])
    case 6..<11: return .proceed(number % 2)
    case 11: return .crash(number % 2)
    case 12..<16: return .deliver(number)
    case 16, 17: return .tick
    case 18: return .newWeights(number % models)
    default: return number < 6 ? .foreignSpend(number % 3) : .foreignCommit(number)
    }
  }
}

/// Long random lives, in which every epoch has two good runs and anything else in between.
struct RandomRun {
  var runner: Runner
  var world: World
  private(set) var reveals = 0

  init(_ lens: Lens, models: Int, sabotage: Sabotage? = nil) {
    runner = Runner(lens: lens, sabotage: sabotage)
    world = SmallModelTests.start(
      lens, models: models,
      World.Budget(crashes: .max, foreignCommits: .max, foreignSpends: .max, newWeights: .max),
      approvedUntil: Epoch(.max))
  }

  /// What goes wrong, if anything does.
  mutating func failure(after moves: [Move]) -> String? {
    for move in moves {
      make(move)
      if let violation = runner.violations.first { return "\(violation)" }
      for (model, count) in world.chain.creates where count > 1 {
        return "\(count) creates of \(model)"
      }
      if let overwrite = world.chain.overwrite, overwrite.old != ReferenceChain.foreign {
        return "\(Violation.overwrittenCommit)"
      }
      for model in world.chain.models.values {
        if model.isHalved { return "model \(model.model) was halved" }
        if case .inactive = model.state { return "model \(model.model) missed its window" }
      }
    }
    return nil
  }

  private mutating func make(_ move: Move) {
    switch move {
    case .run(let run, let lie):
      if world.phases[run] == .idle { world = runner.begin(run, in: world, lie) }
    case .proceed(let run): proceed(run)
    case .crash(let run): world.phases[run] = .idle
    case .deliver(let number):
      let waiting = world.pool.sorted { $0.digest < $1.digest }
      if !waiting.isEmpty { deliver(waiting[number % waiting.count]) }
    case .tick: tick()
    case .newWeights(let model):
      world = world.declaring(world.targets[model] + 1, for: model)
    case .foreignCommit(let number):
      let active = world.chain.models.keys.sorted().filter {
        if case .active = world.chain.models[$0]?.state { true } else { false }
      }
      guard !active.isEmpty else { return }
      _ = world.chain.commit(active[number % active.count], ReferenceChain.foreign)
      world.chain.overwrite = nil
    case .foreignSpend(let coin):
      world.chain.coins[coin] += 1
      world.pool = world.pool.filter(world.chain.canExecute)
    }
  }

  private mutating func proceed(_ run: Int) {
    switch world.phases[run] {
    case .idle: break
    case .leaving(let transaction, let permit, _):
      let now = World.Permit(epoch: world.chain.epoch, tick: world.tick)
      if let permit, permit != now, runner.sabotage != .sendsWithoutPermit {
        world.phases[run] = .idle
      } else {
        runner.leave(transaction, &world)
        world.phases[run] = .awaiting(transaction)
      }
    case .awaiting(let transaction):
      if let model = transaction.model {
        _ = runner.rule(transaction.digest, model, &world)
      }
      world.phases[run] = .idle
    }
  }

  private mutating func deliver(_ transaction: ReferenceTransaction) {
    world.chain.execute(transaction)
    if world.chain.executed[transaction]?.succeeded == true, case .reveal = transaction.kind {
      reveals += 1
    }
    world.pool = world.pool.filter(world.chain.canExecute)
  }

  private mutating func tick() {
    guard world.tick + 1 < World.ticks.count else {
      world.tick = 0
      world.chain.advance()
      return
    }
    world.tick += 1
    world.phases = [.idle, .idle]
    let before = world.chain.executed
    runner.goodRun(&world, .silent)
    for (transaction, execution) in world.chain.executed
    where before[transaction] == nil && execution.succeeded {
      if case .reveal = transaction.kind { reveals += 1 }
    }
  }
}

@Suite("random lives")
struct RandomRunTests {
  static let moves = 600
  /// By `scripts/search`, thousands of epochs.
  static let seeds: [UInt64] = {
    guard SmallModelTests.isFull else { return Array(1...12) }
    let first = SmallModelTests.option("STEWARD_SEARCH_FIRST") ?? 1
    return (0..<(SmallModelTests.option("STEWARD_SEARCH_SEEDS") ?? 200)).map { UInt64(first + $0) }
  }()

  static func script(_ seed: UInt64, models: Int) -> [Move] {
    var generator = SeededGenerator(seed: seed)
    return (0..<moves).map { _ in Move.random(models, &generator) }
  }

  /// The shortest list that still fails, by leaving out ever smaller parts.
  static func shrunk(_ moves: [Move], fails: ([Move]) -> Bool) -> [Move] {
    var moves = moves
    var size = max(1, moves.count / 2)
    while size > 0 {
      var start = 0
      while start < moves.count {
        var shorter = moves
        shorter.removeSubrange(start..<min(start + size, moves.count))
        if fails(shorter) { moves = shorter } else { start += size }
      }
      size /= 2
    }
    return moves
  }

  @Test(
    "no key early, no window missed, one create, whatever happens in between", arguments: seeds)
  func life(_ seed: UInt64) async throws {
    let (run, failure) = try await computed {
      let lens = try Lens(models: 2)
      let moves = Self.script(seed, models: 2)
      var run = RandomRun(lens, models: 2)
      guard let failure = run.failure(after: moves) else { return (run, String?.none) }
      let shortest = Self.shrunk(moves) {
        var run = RandomRun(lens, models: 2)
        return run.failure(after: $0) != nil
      }
      return (run, "seed \(seed): \(failure); after \(shortest)")
    }
    #expect(failure == nil)
    report(
      "random life, seed \(seed): \(run.world.chain.epoch) epochs, \(run.reveals) reveals in good runs"
    )
    #expect(run.world.chain.epoch > 10 && run.reveals > 1, "the run is not vacuous")
  }

  @Test("a broken rule is found and shrunk", arguments: [Sabotage.forgetsIntents, .reusesKeys])
  func sabotage(_ sabotage: Sabotage) async throws {
    let shortest: [Move]? = try await computed {
      let lens = try Lens(models: 1)
      let fails = { (moves: [Move]) -> Bool in
        var run = RandomRun(lens, models: 1, sabotage: sabotage)
        return run.failure(after: moves) != nil
      }
      let found = (1...20).lazy.map { Self.script($0, models: 1) }.first(where: fails)
      return found.map { Self.shrunk($0, fails: fails) }
    }
    #expect(try #require(shortest).count < 40)
  }
}
