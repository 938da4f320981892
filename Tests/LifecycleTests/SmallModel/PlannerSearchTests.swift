import Testing

/// The largest settings whose states can all be visited, and those that cannot, as far as they go.
///
/// `scripts/search` runs them. The number of crashes is not bounded in any of them: how many there were is
/// nothing that a future depends on, so all numbers cost less than three.
@Suite(
  "the search of the planner", .serialized,
  .enabled(if: SmallModelTests.isFull, "by scripts/search"))
struct PlannerSearchTests {
  typealias Setting = SmallModelTests.Setting

  static let anyCrash = World.Budget(crashes: .max)

  static let all = [
    Setting(
      name: "1 model, 2 runs, crashes after any write", runs: 2, budget: anyCrash,
      crashesAnywhere: true),
    Setting(
      name: "1 model, 2 runs, lies, two parts of an epoch", runs: 2, budget: anyCrash,
      lies: Lie.allCases, ticks: 0...1),
    Setting(
      name: "1 model, 2 runs, a coin spent elsewhere", runs: 2,
      budget: World.Budget(crashes: .max, foreignSpends: 1), ticks: 0...1),
    Setting(
      name: "1 model, 2 runs, new weights, a foreign commit", runs: 2,
      budget: World.Budget(crashes: .max, foreignCommits: 1, newWeights: 1), ticks: 0...1),
    Setting(name: "2 models, 2 runs", models: 2, runs: 2, budget: anyCrash, ticks: 1...1),
    Setting(
      name: "1 model, 2 runs, lies, crashes after any write", runs: 2, budget: anyCrash,
      lies: Lie.allCases, crashesAnywhere: true),
    Setting(
      name: "2 models, 2 runs, lies", models: 2, runs: 2, budget: anyCrash, lies: Lie.allCases,
      ticks: 0...1),
    Setting(
      name: "everything: 2 models, 2 runs, lies, strangers, new weights", models: 2, runs: 2,
      budget: World.Budget(crashes: .max, foreignCommits: 1, foreignSpends: 1, newWeights: 1),
      lies: Lie.allCases),
  ]

  /// Those whose number, from 1, was asked for.
  static let settings =
    SmallModelTests.option("STEWARD_SEARCH_SETTING").map { number in
      all.enumerated().filter { $0.offset + 1 == number }.map(\.element)
    } ?? all

  /// For each setting.
  static let minutes = SmallModelTests.option("STEWARD_SEARCH_MINUTES") ?? 10

  @Test("nothing that must not happen can happen, and every window is met", arguments: settings)
  func holds(_ setting: Setting) async throws {
    let explorer = try await SmallModelTests.explored(
      setting, stateLimit: 50_000_000, minutes: Self.minutes)
    report("search, \(setting.name): \(explorer.report)")
    #expect(explorer.violations == [])
    #expect(explorer.windowsChecked > 0)
  }
}
