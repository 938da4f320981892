import Foundation
import Lifecycle
import Manifest
import SomaTypes
import TestSupport
import Testing

/// Every order of runs, crashes, late and lost messages, lies and strangers, over the planner that ships.
@Suite("the small model")
struct SmallModelTests {
  static func start(
    _ lens: Lens, models: Int, _ budget: World.Budget, approvedUntil last: Epoch = 0
  ) -> World {
    let journals = (0..<models).map { index in
      var record = ModelRecord(accepting: lens.spec(index), content: Fixtures.content(index, 0))
      _ = record.apply(.approved(Approval(action: .create, generation: 1, lastEpoch: last)))
      return Journal(record: record)
    }
    return World(journals: journals, budget: budget, targets: Array(repeating: 0, count: models))
  }

  struct Setting: Sendable, CustomTestStringConvertible {
    var name: String
    var models = 1
    var runs = 1
    var budget = World.Budget()
    var lies: [Lie] = [.silent]
    /// Indexes of ``World/ticks``.
    var ticks = 0...2
    var lastEpoch = 3
    var crashesAnywhere = false
    var testDescription: String { name }
  }

  /// Small enough for every run of the tests.
  static let settings = [
    Setting(name: "three crashes", budget: World.Budget(crashes: 3), ticks: 1...1),
    Setting(name: "a node that lies", lies: Lie.allCases, ticks: 0...1, lastEpoch: 2),
    Setting(
      name: "two runs at once, any crashes", runs: 2, budget: World.Budget(crashes: .max),
      ticks: 1...1),
    Setting(
      name: "another program spends a coin", budget: World.Budget(foreignSpends: 1), ticks: 1...1,
      lastEpoch: 2),
    Setting(
      name: "new weights, and somebody else commits",
      budget: World.Budget(foreignCommits: 1, newWeights: 1), ticks: 1...1),
    Setting(
      name: "two models, a crash", models: 2, budget: World.Budget(crashes: 1), ticks: 1...1,
      lastEpoch: 2),
  ]

  @Test("nothing that must not happen can happen, and every window is met", arguments: settings)
  func holds(_ setting: Setting) async throws {
    let explorer = try await Self.explored(setting, stateLimit: Self.stateLimit)
    report("small model, \(setting.name): \(explorer.report)")
    #expect(
      explorer.violations == [],
      "\(explorer.witness.map { describe($0, explorer.runner.lens) } ?? "")")
    #expect(explorer.isComplete && explorer.liveModels == setting.models)
    #expect(explorer.windowsChecked > 0)
  }

  static let stateLimit = 30_000

  static func explored(
    _ setting: Setting, _ sabotage: Sabotage? = nil, stateLimit: Int? = nil, minutes: Int? = nil,
    _ change: @escaping @Sendable (inout Explorer) -> Void = { _ in }
  ) async throws -> Explorer {
    try await computed {
      var explorer = Explorer(
        try Lens(models: setting.models), sabotage: sabotage, lastEpoch: setting.lastEpoch)
      explorer.lies = setting.lies
      explorer.ticks = setting.ticks
      explorer.crashesAnywhere = setting.crashesAnywhere
      if let stateLimit { explorer.stateLimit = stateLimit }
      explorer.deadline = minutes.map { ContinuousClock.now + .seconds(60 * $0) }
      change(&explorer)
      explorer.explore(from: [start(setting, explorer.runner.lens)])
      return explorer
    }
  }

  /// Thousands of epochs of random lives, and the settings of ``PlannerSearchTests``, are run by
  /// `scripts/search`.
  static let isFull = ProcessInfo.processInfo.environment["STEWARD_SMALL_MODEL"] == "full"

  /// A number that `scripts/search` gives.
  static func option(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  static func start(_ setting: Setting, _ lens: Lens) -> World {
    var world = start(lens, models: setting.models, setting.budget)
    world.phases = Array(repeating: .idle, count: setting.runs)
    world.tick = setting.ticks.lowerBound
    return world
  }

  @Test("each rule, broken on purpose, is found", arguments: Sabotage.allCases)
  func isFound(_ sabotage: Sabotage) async throws {
    let needsUpdates = sabotage == .seesNoPendingUpdate || sabotage == .reusesKeys
    let setting = Setting(
      name: "broken", budget: World.Budget(newWeights: needsUpdates ? 2 : 0), ticks: 1...1)
    let explorer = try await Self.explored(setting, sabotage, stateLimit: Self.stateLimit)
    report(
      "small model, broken by \(sabotage): \(explorer.violations) after \(explorer.states) states")
    #expect(explorer.violations.contains { sabotage.expects($0) }, "\(explorer.violations)")
  }

  func describe(_ world: World, _ lens: Lens) -> String {
    let journals = world.journals.map { journal in
      "attempts \(journal.record.attempts.map(\.state)), intents "
        + "\(journal.record.intents.map { ($0.purpose.kind, ReferenceTransaction($0.digest), $0.machine.state) })"
    }
    let steps = lens.plan(world, .silent).steps.map { ($0.action, $0.waits) }
    return "epoch \(world.chain.epoch), tick \(world.tick), \(world.chain.models), coins "
      + "\(world.chain.coins), on the way \(world.pool), runs \(world.phases), \(journals), plan \(steps)"
  }
}

extension Sabotage {
  /// Whether it is the harm that the rule prevents.
  func expects(_ violation: Violation) -> Bool {
    switch (self, violation) {
    case (.sendsWithoutPermit, .earlyKey), (.forgetsIntents, .secondCreate),
      (.seesNoPendingUpdate, .overwrittenCommit), (.reusesKeys, .keyReuse),
      (.skipsDrills, .commitWithoutDrill), (.sharesCoins, .twoTransactionsOverOneCoin):
      true
    default: false
    }
  }
}
