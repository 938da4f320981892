import Lifecycle
import Manifest
import SomaTypes
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
    var budget: World.Budget
    var lies = Lie.allCases
    var ticks = 0..<World.ticks.count
    var lastEpoch = 3
    var testDescription: String { name }
  }

  static let settings = [
    Setting(
      name: "a crash, lies, and every order of messages of two runs",
      budget: World.Budget(crashes: 1, foreignCommits: 0, foreignSpends: 0, newWeights: 0),
      lies: [.silent, .ahead])
  ]

  @Test("nothing that must not happen can happen, and every window is met", arguments: settings)
  func holds(_ setting: Setting) throws {
    let lens = try Lens(models: setting.models)
    var explorer = Explorer(lens, lastEpoch: setting.lastEpoch)
    explorer.lies = setting.lies
    explorer.ticks = setting.ticks
    explorer.showsProgress = true
    explorer.stateLimit = 150_000
    explorer.explore(from: [Self.start(lens, models: setting.models, setting.budget)])
    print("small model, \(setting.name): \(explorer.report)")
    #expect(explorer.violations == [], "\(explorer.witness.map { describe($0, lens) } ?? "")")
    #expect(explorer.isComplete && explorer.liveModels == setting.models)
    #expect(explorer.windowsChecked > 0)
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
