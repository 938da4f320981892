import Lifecycle
import Manifest
import SomaTypes
import Testing

/// Every order of runs, crashes, late and lost messages, lies and strangers, over the planner that ships.
@Suite("the small model")
struct SmallModelTests {
  static func start(_ lens: Lens, models: Int, _ budget: World.Budget) -> World {
    let journals = (0..<models).map { index in
      var record = ModelRecord(accepting: lens.spec(index), content: Fixtures.content(index, 0))
      _ = record.apply(.approved(Approval(action: .create, generation: 1, lastEpoch: 100)))
      return Journal(record: record)
    }
    return World(journals: journals, budget: budget, targets: Array(repeating: 0, count: models))
  }

  @Test("one model: crashes, a second run, lies, and every order of messages")
  func oneModel() throws {
    let lens = try Lens(models: 1)
    var explorer = Explorer(lens)
    explorer.explore(from: [
      Self.start(
        lens, models: 1,
        World.Budget(crashes: 3, foreignCommits: 0, foreignSpends: 0, newWeights: 0))
    ])
    print("small model, one: \(explorer.states) states, \(explorer.transitions) transitions, \(explorer.windowsChecked) windows")
    #expect(explorer.violations == [])
    if let witness = explorer.witness { print(witness.chain, witness.tick, witness.pool, witness.journals.map { "\($0.record.attempts.map(\.state)) \($0.record.intents.map { ($0.purpose.kind, $0.coins.map { $0.id.bytes.number(1) }, $0.machine.state) }) \($0.record.failures)" }); print(lens.plan(witness, .silent).steps.map { ($0.action, $0.waits) }) }
    #expect(explorer.liveModels == 1)
  }
}
